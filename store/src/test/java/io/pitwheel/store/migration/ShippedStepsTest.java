package io.pitwheel.store.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Databases of users hold the digest of each step that made them, and a server refuses one whose
 * step reads otherwise: what was shipped once is never changed, a further step is added.
 */
class ShippedStepsTest {
  @Test
  void areNeverChanged() {
    Map<Integer, String> digests = new LinkedHashMap<>();
    Migration.shipped().forEach(step -> digests.put(step.version(), step.digest()));

    assertThat(digests)
        .as("SHA-256 of the script of each step; a new step gets a line here")
        .containsExactly(
            entry(1, "7ffbb3331fc55fdd797bd6a297aace44b92899cf20581342f59e74fe1fd0e4f2"),
            entry(2, "36d2861c76dd766325ebac3113ddef3fb18b6cb536446d4cd0dbdb968113c1fe"),
            entry(3, "48c1ccc30df2a4a678f008289aa84f742a2b2aa4b933c27d592cb038cb3f3b47"),
            entry(4, "9a9254ac2b5a918165d0840f9bdc690adf01f51f2697b0c0ab665fe761adb957"),
            entry(5, "459c1ba514e573067a01afc74505cb260419f498bbf0decae5269668fae7ad6e"),
            entry(6, "a8feb78f87cdc634bfabf1c83d252962c783b8ccc645052fb737fc00442c45dd"),
            entry(7, "7ff37b31bc241f3c63d436fba2e7b42fcceae1cc0807cd2d92c86a79c8be9f93"),
            entry(8, "e683c2f5a061df317841861680b55d7da7aecdae5ba0cdc5bd7ed8f83a7225e4"),
            entry(9, "7f552ac897fb73d20f08dde7e8503362d483bdf774664b2648f561fb63bc5a5a"),
            entry(11, "348639a6bd65e6a60eddcda434d3c1ac59a1e503422593001fcd8efe1d824163"),
            entry(12, "f416d0aa1286e4a71acd6981e54809719bb60402c548d2f3080e690bb46554f5"));
  }
}
