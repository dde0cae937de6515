package io.agentplane.platform.path;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for steps between slashes of both kinds, as those see them who decode a text and those who don't. */
public final class UndetouredText implements ConstraintValidator<Undetoured, String> {

    private static final String SLASH = "(?:[/\\\\]|%2[fF]|%5[cC])";

    /** A parameter of a segment ({@code ..;a}), a query and a fragment end a step too. */
    private static final Pattern STEP =
            Pattern.compile("(?:^|" + SLASH + ")(?:\\.|%2[eE]){1,2}(?=$|[;?#]|" + SLASH + ")");

    @Override
    public boolean isValid(@Nullable String text, @Nullable ConstraintValidatorContext context) {
        return text == null || !STEP.matcher(text).find();
    }
}
