package io.agentplane.policy.engine.expression;

import com.google.re2j.Pattern;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.Set;

/**
 * The part of CEL that expressions are written in. Left out is what could make a value grow while it is looked at
 * (adding lists or bytes, {@code map}, {@code filter}) and what JSON has no use for (bytes, uint, types).
 */
final class Language {

    static final int MAX_LENGTH = 2048;
    static final int MAX_NODES = 512;
    static final int MAX_DEPTH = 32;
    static final int MAX_TURNS = 10_000;
    static final int MAX_PATTERN_LENGTH = 256;

    /** What a pattern's counts, multiplied, may make of its length. */
    static final int MAX_EXPANSION = 250_000;

    static final int MAX_PATTERN_SIZE = 1000;

    /** A step of the allowance pays for so many characters times instructions of a pattern. */
    private static final int INSTRUCTIONS_PER_STEP = 2;

    /** A step of the allowance pays for so many comparisons of two characters. */
    private static final int COMPARISONS_PER_STEP = 64;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseErrorRecoveryLimit(4)
            .comprehensionMaxIterations(MAX_TURNS)
            .enableHeterogeneousNumericComparisons(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .build();

    private static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private static final Set<StandardFunction> LEFT_OUT = Set.of(
            StandardFunction.BYTES,
            StandardFunction.UINT,
            StandardFunction.TYPE,
            StandardFunction.DYN,
            StandardFunction.OLD_IN,
            StandardFunction.OLD_NOT_STRICTLY_FALSE);

    private static final Set<CelType> TYPES_LEFT_OUT = Set.of(SimpleType.BYTES, SimpleType.UINT);

    static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardMacros(
                    CelStandardMacro.HAS, CelStandardMacro.ALL, CelStandardMacro.EXISTS, CelStandardMacro.EXISTS_ONE)
            .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                    .filterFunctions((function, overload) ->
                            !LEFT_OUT.contains(function) && !isLeftOut(overload.celOverloadDecl()))
                    .build())
            .addFunctionDeclarations(MixedNumbers.DECLARATIONS)
            .addVar("agent", OBJECT)
            .addVar("action", SimpleType.STRING)
            .addVar("resource", SimpleType.STRING)
            .addVar("context", OBJECT)
            .addVar("time", SimpleType.TIMESTAMP)
            .setResultType(SimpleType.BOOL)
            .build();

    static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .excludeFunctions(
                            CelStandardFunctions.StandardFunction.MATCHES,
                            CelStandardFunctions.StandardFunction.CONTAINS)
                    .build())
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    "matches",
                    CelFunctionBinding.from("matches", String.class, String.class, Language::matches),
                    CelFunctionBinding.from("matches_string", String.class, String.class, Language::matches)))
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    "contains",
                    CelFunctionBinding.from("contains_string", String.class, String.class, Language::contains)))
            .addFunctionBindings(MixedNumbers.BINDINGS)
            .build();

    private Language() {}

    /** Each overload also costs time in every compilation, as the checker takes them all in anew. */
    private static boolean isLeftOut(CelOverloadDecl overload) {
        return overload.overloadId().equals("add_list")
                || TYPES_LEFT_OUT.contains(overload.resultType())
                || overload.parameterTypes().stream().anyMatch(TYPES_LEFT_OUT::contains);
    }

    private static boolean matches(String text, String regex) {
        Evaluation evaluation = Evaluation.CURRENT.get();
        Pattern pattern = evaluation.pattern(regex);
        evaluation.spend((long) text.length() * pattern.programSize() / INSTRUCTIONS_PER_STEP);
        return pattern.matcher(text).find();
    }

    private static boolean contains(String text, String part) {
        Evaluation.CURRENT.get().spend((long) text.length() * part.length() / COMPARISONS_PER_STEP);
        return text.contains(part);
    }
}
