package io.agentplane.config.configuration;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.agentplane.platform.problem.FieldFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a configuration must be: each layer by itself follows the schema, and so do all layers together, whose attempts
 * must also fit into an hour. Since a layer may change beneath another, what was valid once need not stay so.
 */
@Component
class ConfigurationRules {

    static final Duration MAX_WORK = Duration.ofHours(1);

    /** So that a hostile request gets no endless answer. */
    private static final int MAX_FAULTS = 100;

    private static final int MAX_PATH_LENGTH = 200;

    private final Schema schema;
    private final Set<String> wholeNumbers;
    private final JsonMapper json;

    ConfigurationRules(JsonMapper json) {
        this.json = json;
        try (InputStream document = ConfigurationRules.class.getResourceAsStream("configuration.schema.json")) {
            JsonNode rules = json.readTree(document);
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(rules);
            wholeNumbers = rules.get("properties")
                    .propertyStream()
                    .filter(property ->
                            property.getValue().path("type").asString("").equals("integer"))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * The same with each whole number as one, whether it was written as 500, 500.0 or 5e2. What the schema wants to be whole can
     * only so be compared with its bounds.
     */
    Map<String, Object> withWholeNumbers(Map<String, Object> values) {
        Map<String, Object> whole = new HashMap<>(values);
        whole.replaceAll((field, value) -> wholeNumbers.contains(field) ? whole(value) : value);
        return whole;
    }

    private static Object whole(Object value) {
        if (!(value instanceof Double || value instanceof BigDecimal)
                || !Double.isFinite(((Number) value).doubleValue())) {
            return value;
        }
        BigDecimal number = new BigDecimal(value.toString()).stripTrailingZeros();
        return number.scale() <= 0 ? number.toBigIntegerExact() : value;
    }

    /** Refuses what has a fault, naming all of them. */
    void require(Map<String, Object> layer, EffectiveConfiguration effective) {
        List<FieldFault> faults = faults(layer, effective);
        if (!faults.isEmpty()) {
            throw ConfigurationProblem.CONFIGURATION_INVALID
                    .because("The configuration would not be valid; nothing was changed")
                    .withErrors(faults);
        }
    }

    /** Every fault of the layer that is to be set and of what comes out with it, up to a hundred. */
    List<FieldFault> faults(Map<String, Object> layer, EffectiveConfiguration effective) {
        List<FieldFault> together = ofSchema(effective.values()).toList();
        Stream<FieldFault> ofWork = together.stream().anyMatch(ConfigurationRules::isAboutWork)
                ? Stream.empty()
                : ofWork(effective.values()).stream();
        return Stream.of(ofSchema(layer), together.stream(), ofWork)
                .flatMap(faults -> faults)
                .distinct()
                .limit(MAX_FAULTS)
                .toList();
    }

    private static boolean isAboutWork(FieldFault fault) {
        return fault.field().equals("timeout") || fault.field().equals("maxRetries");
    }

    /** Of fields that follow the schema: the first attempt and all retries must end within the longest work. */
    private static List<FieldFault> ofWork(Map<String, Object> values) {
        Duration timeout = Duration.parse((String) Objects.requireNonNull(values.get("timeout")));
        long attempts = ((Number) Objects.requireNonNull(values.get("maxRetries"))).longValue() + 1;
        List<FieldFault> faults = new ArrayList<>();
        if (timeout.isZero()) {
            faults.add(new FieldFault("timeout", "must be longer than zero"));
        }
        if (timeout.multipliedBy(attempts).compareTo(MAX_WORK) > 0) {
            faults.add(new FieldFault("timeout", "times the attempts (maxRetries + 1) must be at most one hour"));
        }
        return faults;
    }

    private Stream<FieldFault> ofSchema(Map<String, Object> values) {
        return schema.validate(json.<JsonNode>valueToTree(withWholeNumbers(values))).stream()
                .map(ConfigurationRules::fault);
    }

    private static FieldFault fault(Error error) {
        return error.getKeyword().equals("additionalProperties")
                ? new FieldFault(path(error), "is not a field of a configuration")
                : new FieldFault(path(error), error.getMessage());
    }

    private static String path(Error error) {
        StringBuilder path = new StringBuilder();
        NodePath location = error.getInstanceLocation();
        for (int step = 0; step < location.getNameCount(); step++) {
            append(path, location.getElement(step));
        }
        if (error.getProperty() != null) {
            append(path, error.getProperty());
        }
        return path.length() > MAX_PATH_LENGTH ? path.substring(0, MAX_PATH_LENGTH) : path.toString();
    }

    private static void append(StringBuilder path, Object step) {
        if (step instanceof Integer index) {
            path.append('[').append(index).append(']');
        } else {
            path.append(path.isEmpty() ? "" : ".").append(step);
        }
    }
}
