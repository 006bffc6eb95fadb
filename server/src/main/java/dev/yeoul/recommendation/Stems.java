package dev.yeoul.recommendation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.ko.KoreanAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text that carry meaning, in their base form. A text with Hangul in it is taken
 * apart by Nori, which drops particles and endings; any other one is lower-cased, rid of stop words
 * and stemmed as English. The one class that knows Lucene, for training only: the service must
 * never load it. Not for several threads.
 */
final class Stems implements AutoCloseable {
  private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");

  private final Analyzer english = new EnglishAnalyzer();

  /** Made when it is first needed: its dictionary takes some 30 MB. */
  private @Nullable Analyzer korean;

  /** In the order of the text, repeated where they are repeated; none of null. */
  List<String> of(@Nullable String text) {
    List<String> stems = new ArrayList<>();
    if (text == null) {
      return stems;
    }
    try (TokenStream tokens = analyzer(text).tokenStream("text", text)) {
      CharTermAttribute stem = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        stems.add(stem.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a String has none
    }
    return stems;
  }

  private Analyzer analyzer(String text) {
    if (!HANGUL.matcher(text).find()) {
      return english;
    }
    Analyzer made = korean == null ? new KoreanAnalyzer() : korean;
    korean = made;
    return made;
  }

  @Override
  public void close() {
    english.close();
    if (korean != null) {
      korean.close();
    }
  }
}
