package io.agentplane.registry.discovery;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts texts into the words that agents are found by. What is registered and what is asked for are cut by this alone, so
 * that a text is found as it is written. A change of it needs a migration that sets all words to null.
 *
 * <p>Letters that only look different are alike: composed or not, capital or small, dotted or not. Arabic is found with
 * and without its vowel signs. Where a script puts no blanks between words, each two characters in a row are a word.
 */
final class Words {

    /** No question is longer. */
    private static final int MAX_LENGTH = 100;

    private static final String UNSPACED = "\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}\\p{IsHan}\\p{IsHiragana}"
            + "\\p{IsKatakana}\u30fc\\p{IsBopomofo}\\p{IsYi}\\p{IsTai_Le}\\p{IsNew_Tai_Lue}\\p{IsTai_Tham}\\p{IsTai_Viet}"
            + "\\p{IsAhom}\\p{IsJavanese}\\p{IsBalinese}\\p{IsTangut}\\p{IsNushu}\\p{IsKhitan_Small_Script}"
            + "\\p{IsCuneiform}\\p{IsEgyptian_Hieroglyphs}\\p{IsAnatolian_Hieroglyphs}\\p{IsLinear_B}\\p{IsVai}"
            + "\\p{IsBatak}\\p{IsBuginese}\\p{IsMakasar}\\p{IsRejang}\\p{IsCham}\\p{IsKawi}\\p{IsSundanese}\\p{IsLepcha}";
    private static final Pattern RUNS = Pattern.compile(
            "(?<unspaced>[" + UNSPACED + "&&[\\p{L}\\p{M}\\p{N}]]+)|[\\p{L}\\p{M}\\p{N}&&[^" + UNSPACED + "]]+");

    /** Joiners and the like, but not the blank without width; the signs of Arabic vowels, and its stretched lines. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\u034f\u0640\u064b-\u065f\u0670&&[^\u200b]]");

    private Words() {}

    static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        Matcher run = RUNS.matcher(folded(text));
        while (run.find()) {
            int[] characters = run.group().codePoints().toArray();
            if (run.group("unspaced") == null) {
                words.add(new String(characters, 0, Math.min(characters.length, MAX_LENGTH)));
            } else {
                for (int at = 0; at < characters.length; at++) {
                    words.add(new String(characters, at, Math.min(characters.length - at, 2)));
                }
            }
        }
        return words;
    }

    private static String folded(String text) {
        String capitals = composed(composed(text).toUpperCase(Locale.ROOT));
        var small = new StringBuilder();
        // One by one, since a sigma has another form at the end of a word only.
        capitals.codePoints().map(Character::toLowerCase).forEach(small::appendCodePoint);
        return UNSEEN.matcher(small).replaceAll("");
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Form.NFKC);
    }
}
