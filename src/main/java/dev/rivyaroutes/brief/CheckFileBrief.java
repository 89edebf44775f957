package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.FlowConstants;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.CheckModel;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Refuses files that were hardly meant as briefs of their own, before anything is paid for. */
final class CheckFileBrief {
  private final BriefTarget target;
  private final CheckModel model;
  private final String own;

  /**
   * @param model null where there is no catalogue
   */
  CheckFileBrief(BriefTarget target, CheckModel model) {
    this.target = target;
    this.model = model;
    this.own = target.chat() ? Variables.MESSAGE : Variables.PROMPT;
  }

  /** A media file without a prompt may belong to a document that is still to arrive. */
  void requirePrompt(String prompt, String modelId) throws BriefRefused {
    if (prompt != null && !prompt.isBlank()) {
      return;
    }
    Optional<Boolean> needed = isNeeded(modelId);
    if (needed.orElse(target.file().mayWait())) {
      throw new BriefIncomplete(
          "The file came without a prompt, and no document names it as a reference. Hand in such a"
              + " document, or set the variable "
              + own
              + " in the flow. Exclude files that are only references: in a folder by the"
              + " parameter exclude, such as references/**, in a bucket by suffix, such as .json.");
    }
  }

  private Optional<Boolean> isNeeded(String modelId) {
    if (target.chat()) {
      return Optional.of(true);
    }
    return model == null ? Optional.empty() : model.needsPrompt(target.flow().account(), modelId);
  }

  /**
   * Refuses a text or document of which nothing would reach Rivya: the flow's own prompt would be
   * paid for without any content of the file.
   */
  void requireUse(String prompt) throws BriefRefused {
    boolean used =
        !FlowConstants.isConstant(target.exchange().getContext(), own, prompt)
            || isComputed(Variables.PARAMS)
            || isComputed(Variables.REFERENCES);
    if (!used) {
      throw new BriefRefused(
          "The flow's own %1$s does not read this file, and the file has no references and no params. Hand in an image, video or audio file, or let the flow's %1$s read the file."
              .formatted(own));
    }
  }

  private boolean isComputed(String variable) {
    Exchange exchange = target.exchange();
    Object value = exchange.getVariable(variable);
    return value != null && !FlowConstants.isConstant(exchange.getContext(), variable, value);
  }
}
