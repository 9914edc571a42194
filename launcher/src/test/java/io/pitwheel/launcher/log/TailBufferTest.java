package io.pitwheel.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TailBufferTest {
  @Property
  void keepsTheLastBytesOfAllPieces(
      @ForAll @IntRange(min = 1, max = 9) int capacity,
      @ForAll @Size(max = 8) List<@Size(max = 20) byte[]> pieces) {
    var buffer = new TailBuffer(capacity);
    var all = new ByteArrayOutputStream();

    for (byte[] piece : pieces) {
      buffer.append(piece, piece.length);
      all.writeBytes(piece);
    }

    byte[] bytes = all.toByteArray();
    assertThat(buffer.total()).isEqualTo(bytes.length);
    assertThat(buffer.bytes())
        .isEqualTo(Arrays.copyOfRange(bytes, Math.max(0, bytes.length - capacity), bytes.length));
  }
}
