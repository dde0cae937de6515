package io.agentplane.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownJavadocTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null                                | null",
                "' '                                 | null",
                "a range such as <code>^1.2</code>   | a range such as `^1.2`",
                "'one line\\n    and another'        | one line and another",
                "'one\\n <p>another\\n paragraph'    | one\\n\\nanother paragraph",
                "'of:<ul>\\n <li>one\\n <li>two</ul>' | of:\\n\\n- one\\n- two",
                "'<ul>\\n <li>one\\n </ul>\\n <p>two'     | - one\\n\\ntwo",
                "a &lt; b &amp;&amp; c &gt; d        | a < b && c > d"
            })
    void isMarkdown(String comment, String text) {
        assertThat(MarkdownJavadoc.markdown(unescaped(comment))).isEqualTo(unescaped(text));
    }

    private static String unescaped(String text) {
        return text == null ? null : text.replace("\\n", "\n");
    }

    @Test
    void neverShowsTagsOfHtml() {
        assertThat(MarkdownJavadoc.markdown("<p>one</p><ul><li>two</li></ul>")).doesNotContain("<", ">");
    }
}
