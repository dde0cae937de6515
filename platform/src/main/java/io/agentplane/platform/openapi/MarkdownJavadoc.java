package io.agentplane.platform.openapi;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;
import org.springframework.util.StringUtils;

/** Javadoc as Markdown, which is what the texts of an OpenAPI document are. */
final class MarkdownJavadoc implements JavadocProvider {

    private static final Pattern CODE = Pattern.compile("</?code>");
    private static final Pattern PARAGRAPH = Pattern.compile("\\s*(?:(?:<p>|</p>|<ul>|</ul>)\\s*)+");
    private static final Pattern ITEM = Pattern.compile("\\s*<li>\\s*");
    private static final Pattern ITEMS_END = Pattern.compile("\\s*</li>");
    private static final Pattern LINE_BREAK = Pattern.compile("(?<![\\n ])[ \\t]*\\r?\\n[ \\t]*(?![\\n-])");

    private final JavadocProvider html;

    MarkdownJavadoc(JavadocProvider html) {
        this.html = html;
    }

    @Override
    public @Nullable String getClassJavadoc(Class<?> type) {
        return markdown(html.getClassJavadoc(type));
    }

    @Override
    public Map<String, String> getRecordClassParamJavadoc(Class<?> type) {
        return all(html.getRecordClassParamJavadoc(type));
    }

    @Override
    public @Nullable String getMethodJavadocDescription(Method method) {
        return markdown(html.getMethodJavadocDescription(method));
    }

    @Override
    public @Nullable String getMethodJavadocReturn(Method method) {
        return markdown(html.getMethodJavadocReturn(method));
    }

    @Override
    public Map<String, String> getMethodJavadocThrows(Method method) {
        return all(html.getMethodJavadocThrows(method));
    }

    @Override
    public @Nullable String getParamJavadoc(Method method, String name) {
        return sentence(markdown(html.getParamJavadoc(method, name)));
    }

    @Override
    public @Nullable String getFieldJavadoc(Field field) {
        return markdown(html.getFieldJavadoc(field));
    }

    @Override
    public @Nullable String getFirstSentence(String text) {
        return html.getFirstSentence(text);
    }

    @Override
    public void clearCache() {
        html.clearCache();
    }

    private static Map<String, String> all(@Nullable Map<String, String> texts) {
        return texts == null
                ? Map.of()
                : texts.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, text -> String.valueOf(sentence(markdown(text.getValue())))));
    }

    /** In the code what is told of a parameter begins in small letters. */
    private static @Nullable String sentence(@Nullable String text) {
        return text == null ? null : StringUtils.capitalize(text);
    }

    static @Nullable String markdown(@Nullable String comment) {
        if (comment == null || comment.isBlank()) {
            return null;
        }
        String text = CODE.matcher(comment.strip()).replaceAll("`");
        text = LINE_BREAK.matcher(text).replaceAll(" ");
        text = ITEMS_END.matcher(text).replaceAll("");
        text = ITEM.matcher(text).replaceAll("\n- ");
        text = PARAGRAPH.matcher(text).replaceAll("\n\n");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .strip();
    }
}
