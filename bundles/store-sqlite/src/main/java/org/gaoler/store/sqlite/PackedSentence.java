package org.gaoler.store.sqlite;

import java.time.Instant;
import java.util.List;
import org.gaoler.api.Sentence;

/** Packs the whole of a sentence into one column, for notices that outlive it. */
final class PackedSentence {

  private PackedSentence() {}

  static byte[] of(Sentence sentence) {
    return Packed.parts(
        List.of(
            Packed.texts(
                List.of(
                    sentence.jail(),
                    OffenderText.of(sentence.offender()),
                    sentence.from().toString(),
                    sentence.until().toString(),
                    sentence.origin().name(),
                    sentence.reason(),
                    Integer.toString(sentence.failures()))),
            Packed.texts(sentence.lines()),
            Packed.pairs(sentence.fields())));
  }

  static Sentence read(byte[] packed) {
    List<byte[]> parts = Packed.parts(packed);
    List<String> texts = Packed.texts(parts.get(0));
    return new Sentence(
        texts.get(0),
        OffenderText.read(texts.get(1)),
        Instant.parse(texts.get(2)),
        Instant.parse(texts.get(3)),
        Sentence.Origin.valueOf(texts.get(4)),
        texts.get(5),
        Packed.texts(parts.get(1)),
        Integer.parseInt(texts.get(6)),
        Packed.pairs(parts.get(2)));
  }
}
