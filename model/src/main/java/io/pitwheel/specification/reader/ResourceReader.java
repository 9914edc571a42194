package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.PipelineDeploymentConfig.PipelineContainerSpec.ResourceSpec;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.NumberText;

/**
 * What a container asks for, as quantities. The text fields win over the deprecated numbers; a
 * number of 0 is unset, and memory is in units of 10^9 bytes, as KFP's driver has it.
 */
// The deprecated fields are the point of this class: the SDK still writes them.
@SuppressWarnings("deprecation")
final class ResourceReader {
  private ResourceReader() {}

  static ContainerResources read(ResourceSpec resources, DocumentPath path) {
    var accelerator = resources.getAccelerator();
    long count = accelerator.getCount();
    return new ContainerResources(
        chosen(
            QuantityRules.require(
                resources.getResourceCpuRequest(), path.field("resourceCpuRequest")),
            quantity(resources.getCpuRequest(), "", path.field("cpuRequest"))),
        chosen(
            QuantityRules.require(resources.getResourceCpuLimit(), path.field("resourceCpuLimit")),
            quantity(resources.getCpuLimit(), "", path.field("cpuLimit"))),
        chosen(
            QuantityRules.require(
                resources.getResourceMemoryRequest(), path.field("resourceMemoryRequest")),
            quantity(resources.getMemoryRequest(), "G", path.field("memoryRequest"))),
        chosen(
            QuantityRules.require(
                resources.getResourceMemoryLimit(), path.field("resourceMemoryLimit")),
            quantity(resources.getMemoryLimit(), "G", path.field("memoryLimit"))),
        chosen(accelerator.getResourceType(), accelerator.getType()),
        chosen(
            QuantityRules.require(
                accelerator.getResourceCount(), path.field("accelerator").field("resourceCount")),
            quantity((double) count, "", path.field("accelerator").field("count"))));
  }

  private static String chosen(String text, String older) {
    return text.isEmpty() ? older : text;
  }

  private static String quantity(double number, String unit, DocumentPath path) {
    if (number < 0) {
      throw Refusal.of(path, NumberText.plain(number), "a number above 0");
    }
    return number == 0 ? "" : NumberText.plain(number) + unit;
  }
}
