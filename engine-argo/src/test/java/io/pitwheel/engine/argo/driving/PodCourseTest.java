package io.pitwheel.engine.argo.driving;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.task.PodSighting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PodCourseTest {
  private static final String REFUSED = "ErrImagePull: not found";
  private static final String PAUSE = "ImagePullBackOff: Back-off %ds pulling image";

  private final PodCourse course = new PodCourse(List.of());

  @Test
  void takesEachReasonOnceWhateverItsNumbers() {
    assertThat(course.isNews(waits(REFUSED))).isTrue();
    assertThat(course.isNews(waits(PAUSE.formatted(10)))).isTrue();
    assertThat(course.isNews(waits(REFUSED))).isFalse();
    assertThat(course.isNews(waits(PAUSE.formatted(20)))).isFalse();

    assertThat(course.sightings()).containsExactly(waits(REFUSED), waits(PAUSE.formatted(10)));
    assertThat(course.waitsFor()).contains(PAUSE.formatted(10));
  }

  @Test
  void takesThatAPodGoesOnOnlyAfterAWait() {
    assertThat(course.isNews(goesOn())).isFalse();
    assertThat(course.isNews(waits(REFUSED))).isTrue();
    assertThat(course.isNews(goesOn())).isTrue();
    assertThat(course.isNews(goesOn())).isFalse();
    assertThat(course.waitsFor()).isEmpty();

    assertThat(course.isNews(waits(REFUSED))).isTrue();
    assertThat(course.waitsFor()).contains(REFUSED);
  }

  @Test
  void goesOnFromWhatAnEarlierServerRecorded() {
    var later = new PodCourse(List.of(waits(PAUSE.formatted(10))));

    assertThat(later.isNews(waits(PAUSE.formatted(40)))).isFalse();
    assertThat(later.isNews(goesOn())).isTrue();
  }

  @Test
  void keepsABoundedNumberAndTheEndOfTheWait() {
    for (int i = 0; i < 2 * PodCourse.MAX_SIGHTINGS; i++) {
      var _ = course.isNews(waits("reason " + "a".repeat(i)));
    }

    assertThat(course.sightings()).hasSize(PodCourse.MAX_SIGHTINGS - 1);
    assertThat(course.isNews(goesOn())).isTrue();
    assertThat(course.isNews(waits("another"))).isFalse();
  }

  private static PodSighting waits(String words) {
    return new PodSighting(Instant.EPOCH, true, words);
  }

  private static PodSighting goesOn() {
    return new PodSighting(Instant.EPOCH, false, "Running");
  }
}
