package io.agentplane.platform.web;

import io.agentplane.platform.json.Rfc9562;
import java.beans.PropertyEditorSupport;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads ids, numbers and truth values in paths and queries in their one form. Where a converter refuses one, Spring would turn to
 * an editor of its own, which takes more: {@code 0x2}, {@code 010}, {@code yes}.
 */
@ControllerAdvice
final class StrictBinding {

    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    @InitBinder
    void readStrictly(WebDataBinder binder) {
        read(binder, Rfc9562::parse, UUID.class);
        read(binder, text -> Integer.parseInt(whole(text)), int.class, Integer.class);
        read(binder, text -> Long.parseLong(whole(text)), long.class, Long.class);
        read(binder, StrictBinding::truth, boolean.class, Boolean.class);
    }

    private static void read(WebDataBinder binder, Function<String, ?> form, Class<?>... types) {
        for (Class<?> type : types) {
            binder.registerCustomEditor(type, new PropertyEditorSupport() {
                @Override
                public void setAsText(String text) {
                    setValue(form.apply(text));
                }
            });
        }
    }

    private static String whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a whole number");
        }
        return text;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}
