package io.agentplane.platform.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.validation.Constraint;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.springframework.web.bind.annotation.RequestParam;

/** The rules of the house that a machine can keep. Every service's {@code ArchitectureTests} checks itself by them. */
public final class HouseRules {

    private static final String CONSTRAINT = "jakarta.validation.Constraint";
    private static final String CURSOR = "io.agentplane.platform.web.Cursor";
    private static final String EVENT_BATCH = "io.agentplane.platform.event.EventBatch";
    private static final String MAPPER = "tools.jackson.databind.ObjectMapper";
    private static final Set<String> MAKERS_OF_MAPPERS =
            Set.of("<init>", "builder", "builderWithJackson2Defaults", "rebuild", "shared");

    private static final Set<String> READERS_OF_TARGETS = Set.of(
            "java.net.URLDecoder.decode",
            "jakarta.servlet.http.HttpServletRequest.getPathInfo",
            "jakarta.servlet.http.HttpServletRequest.getServletPath",
            "org.eclipse.jetty.http.HttpURI.getCanonicalPath",
            "org.eclipse.jetty.http.HttpURI.getDecodedPath",
            "org.eclipse.jetty.server.Request.extractQueryParameters",
            "org.eclipse.jetty.server.Request.getPathInContext",
            "org.eclipse.jetty.util.URIUtil.decodePath",
            "org.springframework.web.util.UriUtils.decode");

    /** A bean gets what it needs through its constructor. */
    public static final ArchRule NO_FIELD_INJECTION = fields().should()
            .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .as("Dependencies come through the constructor");

    /** A package is named after what it is about. */
    public static final ArchRule PACKAGES_ARE_NOUNS_OF_THE_DOMAIN = noClasses()
            .should()
            .resideInAnyPackage(
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..helper..",
                    "..helpers..",
                    "..impl..",
                    "..dto..",
                    "..model..",
                    "..misc..",
                    "..controller..",
                    "..repository..")
            .as("Packages are singular nouns of the domain, not layers or drawers");

    /** A class is named after what it is. */
    public static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Processor|Impl|Handler)")
            .as("No class is a Manager, Handler, Processor, Helper, Util or Impl");

    /** HTTP is a detail of its feature. */
    public static final ArchRule CONTROLLERS_ARE_HIDDEN = classes()
            .that()
            .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    /** How data is stored is a detail of its feature. */
    public static final ArchRule ENTITIES_ARE_HIDDEN = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    /** The clock is injected, so that tests can turn it. */
    public static final ArchRule TIME_IS_INJECTED = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .as("Time comes from an injected Clock");

    /** Whatever length a text has. */
    public static final ArchRule PATTERNS_TAKE_LONG_TEXTS = classes()
            .should(new ArchCondition<JavaClass>("have no regular expression that a long text overflows") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    PatternRules.overflowing(type.reflect())
                            .forEach(pattern -> events.add(
                                    SimpleConditionEvent.violated(type, type.getName() + " overflows by " + pattern)));
                }
            })
            .as("Regular expressions take texts of any length");

    /** Null is marked everywhere. */
    public static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .that(DescribedPredicate.not(resideInAnyPackage("..generated..")))
            .should(new ArchCondition<JavaClass>("live in a package marked @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(
                            type, marked, type.getName() + (marked ? " is" : " is not") + " null-marked"));
                }
            });

    /** A log has a level. What a health check prints is kept by the container engine, though. */
    public static final ArchRule NO_PRINTING = noClasses()
            .that()
            .doNotHaveSimpleName("ReadinessProbe")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .as("Nothing is printed; it is logged");

    /** JSON is configured once; a mapper of one's own writes and reads it in another way. */
    public static final ArchRule MAPPERS_ARE_INJECTED = noClasses()
            .that()
            .resideOutsideOfPackage("io.agentplane.platform.json")
            .should()
            .accessTargetWhere(DescribedPredicate.describe("a JSON mapper is made", HouseRules::makesAMapper))
            .as("JSON mappers are injected, and made in io.agentplane.platform.json only");

    /** What two readers read differently is a way around a check. */
    public static final ArchRule TARGETS_ARE_READ_ONCE = noClasses()
            .that()
            .resideOutsideOfPackage("io.agentplane.platform.path")
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "a path or a query is decoded",
                    access -> READERS_OF_TARGETS.contains(access.getTargetOwner()
                                    .getName() + "." + access.getTarget().getName())))
            .as("Paths and queries are decoded by RequestTarget in io.agentplane.platform.path only");

    /** The host of a request is what the caller says it is. */
    public static final ArchRule ANSWERS_NAME_NO_HOST = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.web.servlet.support.ServletUriComponentsBuilder")
            .as("Answers say by io.agentplane.platform.web.Location where something is");

    /** An item of a round that fails must not keep the others; an absent database fails each of them, after a wait. */
    public static final ArchRule ROUNDS_END_WITHOUT_A_DATABASE = codeUnits()
            .should(new ArchCondition<JavaCodeUnit>("let CannotCreateTransactionException through") {
                @Override
                public void check(JavaCodeUnit round, ConditionEvents events) {
                    round.getTryCatchBlocks().stream()
                            .filter(HouseRules::isAroundWorkInANamespace)
                            .forEach(block -> events.add(new SimpleConditionEvent(
                                    round,
                                    !(catches(block, "java.lang.RuntimeException")
                                                    || catches(block, "java.lang.Exception"))
                                            || catches(
                                                    block,
                                                    "org.springframework.transaction.CannotCreateTransactionException"),
                                    round.getFullName() + " catches what work in a namespace throws")));
                }
            })
            .as("Who catches RuntimeException around Namespace.run throws CannotCreateTransactionException on");

    /** What is stored is read by releases that come before and after. */
    public static final ArchRule STORED_JSON_IS_READ_TOLERANTLY = noClasses()
            .that(DescribedPredicate.describe(
                    "use SQL",
                    type -> type.getDirectDependenciesFromSelf().stream()
                            .map(dependency -> dependency.getTargetClass().getPackageName())
                            .anyMatch(used ->
                                    used.startsWith("java.sql") || used.startsWith("org.springframework.jdbc"))))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(MAPPER)
            .allowEmptyShould(true)
            .as("SQL takes StoredJson, not the mapper of requests");

    /** Names of parameters are found by some mappers only. */
    public static final ArchRule JSON_CREATORS_NAME_THEIR_PARAMETERS = codeUnits()
            .that()
            .areAnnotatedWith("com.fasterxml.jackson.annotation.JsonCreator")
            .should(new ArchCondition<JavaCodeUnit>("have @JsonProperty on each parameter") {
                @Override
                public void check(JavaCodeUnit creator, ConditionEvents events) {
                    boolean named = creator.getParameters().stream()
                            .allMatch(parameter ->
                                    parameter.isAnnotatedWith("com.fasterxml.jackson.annotation.JsonProperty"));
                    events.add(new SimpleConditionEvent(
                            creator,
                            named,
                            creator.getFullName() + (named ? " names" : " does not name") + " its parameters"));
                }
            })
            .allowEmptyShould(true);

    /** What a text may hold has a name, and one rule for all services. */
    public static final ArchRule PATTERNS_HAVE_A_NAME = noClasses()
            .that()
            .areNotAnnotations()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("jakarta.validation.constraints.Pattern")
            .as("Patterns stand in annotations such as @PlainText and @SimpleName, not at a request's field");

    /** A text without a rule brings control characters into the database, the log and other people's terminals. */
    public static final ArchRule TEXTS_OF_REQUESTS_HAVE_A_RULE = fields().that()
            .areNotStatic()
            .and()
            .areDeclaredInClassesThat(isPartOfARequest())
            .should(new ArchCondition<JavaField>("have a rule for each of their texts") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    Field component = field.reflect();
                    boolean ruled = areTextsRuled(component.getAnnotatedType(), component);
                    events.add(new SimpleConditionEvent(
                            field, ruled, field.getFullName() + (ruled ? " has" : " has no") + " rule for its texts"));
                }
            })
            .allowEmptyShould(true);

    /** One message that can't be handled puts aside all that came with it, unless the listener is told which it is. */
    public static final ArchRule BATCHES_ARE_HANDLED_BY_EVENT_BATCH = methods()
            .that()
            .areAnnotatedWith("org.springframework.kafka.annotation.KafkaListener")
            .and()
            .haveRawParameterTypes(List.class)
            .should(new ArchCondition<JavaMethod>("hand its messages to EventBatch") {
                @Override
                public void check(JavaMethod listener, ConditionEvents events) {
                    boolean handed = listener.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getTargetOwner().getName().equals(EVENT_BATCH));
                    events.add(new SimpleConditionEvent(
                            listener,
                            handed,
                            listener.getFullName() + (handed ? " hands" : " does not hand")
                                    + " its messages to EventBatch"));
                }
            })
            .allowEmptyShould(true);

    /** A cursor that is read in another way is taken from any list, or from none. */
    public static final ArchRule CURSORS_KNOW_THEIR_LIST = methods()
            .that(DescribedPredicate.describe("take a cursor", HouseRules::takesACursor))
            .should(new ArchCondition<JavaMethod>("read it by Cursor") {
                @Override
                public void check(JavaMethod list, ConditionEvents events) {
                    boolean read = list.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getTargetOwner().getName().equals(CURSOR)
                                    && call.getTarget().getName().startsWith("decode"));
                    events.add(new SimpleConditionEvent(
                            list,
                            read,
                            list.getFullName() + (read ? " reads" : " does not read") + " its cursor by Cursor"));
                }
            })
            .allowEmptyShould(true);

    /** PostgreSQL may run a subselect again for another row, and then locks and takes more than was meant. */
    public static final ArchRule ROWS_ARE_LOCKED_IN_NO_SUBSELECT = classes()
            .should(new ArchCondition<JavaClass>("lock rows outside of subselects") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    SqlTexts.of(type).stream()
                            .filter(SqlTexts::locksInASubselect)
                            .forEach(sql -> events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " locks rows in a subselect: " + sql)));
                }
            })
            .as("FOR UPDATE stands at the end of a statement or of a WITH ... AS MATERIALIZED (...)");

    /** All of them, for a service. */
    public static final List<ArchRule> ALL = List.of(
            NO_FIELD_INJECTION,
            PACKAGES_ARE_NOUNS_OF_THE_DOMAIN,
            NAMES_SAY_WHAT_A_CLASS_IS,
            CONTROLLERS_ARE_HIDDEN,
            ENTITIES_ARE_HIDDEN,
            TIME_IS_INJECTED,
            PATTERNS_TAKE_LONG_TEXTS,
            PACKAGES_ARE_NULL_MARKED,
            NO_PRINTING,
            MAPPERS_ARE_INJECTED,
            TARGETS_ARE_READ_ONCE,
            ANSWERS_NAME_NO_HOST,
            ROUNDS_END_WITHOUT_A_DATABASE,
            STORED_JSON_IS_READ_TOLERANTLY,
            JSON_CREATORS_NAME_THEIR_PARAMETERS,
            PATTERNS_HAVE_A_NAME,
            TEXTS_OF_REQUESTS_HAVE_A_RULE,
            BATCHES_ARE_HANDLED_BY_EVENT_BATCH,
            CURSORS_KNOW_THEIR_LIST,
            ROWS_ARE_LOCKED_IN_NO_SUBSELECT);

    private HouseRules() {}

    private static DescribedPredicate<JavaClass> isPartOfARequest() {
        return DescribedPredicate.describe(
                "are records of requests",
                type -> type.isRecord()
                        && (isRequest(type)
                                || type.getEnclosingClass()
                                        .filter(HouseRules::isRequest)
                                        .isPresent()));
    }

    /** Some records are called requests and come from nobody outside; nothing about them is checked. */
    private static boolean isRequest(JavaClass type) {
        return type.getSimpleName().endsWith("Request")
                && type.getFields().stream()
                        .flatMap(field -> field.getAnnotations().stream())
                        .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(CONSTRAINT));
    }

    /** Texts in lists and maps too, where the rule stands at the type; a map of anything is JSON that the caller shapes. */
    private static boolean areTextsRuled(AnnotatedType type, AnnotatedElement annotated) {
        if (type.getType() == String.class) {
            return Arrays.stream(annotated.getAnnotations())
                    .map(Annotation::annotationType)
                    .anyMatch(rule -> rule.isAnnotationPresent(Constraint.class)
                            && !rule.getPackageName().endsWith(".constraints"));
        }
        if (!(type instanceof AnnotatedParameterizedType generic)) {
            return true;
        }
        List<AnnotatedType> arguments = List.of(generic.getAnnotatedActualTypeArguments());
        return arguments.getLast().getType() == Object.class
                || arguments.stream().allMatch(argument -> areTextsRuled(argument, argument));
    }

    private static boolean takesACursor(JavaMethod method) {
        return Arrays.stream(method.reflect().getParameters())
                .anyMatch(parameter ->
                        parameter.getName().equals("cursor") && parameter.isAnnotationPresent(RequestParam.class));
    }

    private static boolean isAroundWorkInANamespace(TryCatchBlock block) {
        return block.getAccessesContainedInTryBlock().stream()
                .anyMatch(access -> access.getTargetOwner().getSimpleName().equals("Namespace")
                        && access.getTarget().getName().equals("run"));
    }

    private static boolean catches(TryCatchBlock block, String type) {
        return block.getCaughtThrowables().stream()
                .anyMatch(caught -> caught.getName().equals(type));
    }

    private static boolean makesAMapper(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        return owner.isAssignableTo(MAPPER) && MAKERS_OF_MAPPERS.contains(name)
                || owner.isAssignableTo("tools.jackson.databind.cfg.MapperBuilder") && name.equals("build")
                || owner.getName().startsWith("org.hibernate.type.format.jackson.") && name.equals("<init>");
    }

    /** Checks all rules on a module's production classes; what only tests use is left out. */
    public static void check(String basePackage) {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/io/agentplane/platform/test/"))
                .importPackages(basePackage);
        ALL.forEach(rule -> rule.check(production));
    }

    /** A pure core imports no framework. */
    public static ArchRule isPure(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "jakarta.persistence..", "tools.jackson..", "org.hibernate..");
    }
}
