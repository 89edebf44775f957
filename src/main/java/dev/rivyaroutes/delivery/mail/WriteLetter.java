package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.PlainCredits;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.mail.ChooseAttachments.Chosen;
import dev.rivyaroutes.delivery.mail.ExplainFailure.Explained;
import dev.rivyaroutes.delivery.mail.Letter.Block;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.status.StatusLinks;
import java.util.ArrayList;
import java.util.List;

/** Writes what a mail says about a result: to its asker, or to the team that runs the flow. */
final class WriteLetter {

  private static final String TOO_LARGE_ONE =
      "This file is too large for a mail. Download it by its link. The link requires a login; ask the"
          + " people who run this service for one, or for the file:";
  private static final String TOO_LARGE_MORE =
      "These files are too large for a mail. Download them by their links. The links require a login;"
          + " ask the people who run this service for one, or for the files:";

  /** The type of the file of a chat answer. */
  private static final String ANSWER = "text/markdown";

  private final ResultLinks links;
  private final StatusLinks status;
  private final boolean details;

  /**
   * @param status the links of askers, for whom the others need a login
   * @param details whether the mail has the prompt, the model and the credits
   */
  WriteLetter(ResultLinks links, StatusLinks status, boolean details) {
    this.links = links;
    this.status = status;
    this.details = details;
  }

  Letter write(Result result, Chosen files, boolean toAsker) {
    List<Block> blocks = new ArrayList<>();
    if (!result.succeeded()) {
      blocks.addAll(toAsker ? explained(result.cause()) : reported(result));
    } else if (result.answer() != null) {
      blocks.add(new Letter.Passage(null, result.answer()));
    } else {
      blocks.add(new Letter.Paragraph(opening(files, toAsker)));
    }
    addFiles(blocks, files);
    if (details && result.prompt() != null) {
      blocks.add(new Letter.Passage("The request:", result.prompt()));
    }
    blocks.add(new Letter.Note(note(result, toAsker)));
    return new Letter(List.copyOf(blocks));
  }

  private static void addFiles(List<Block> blocks, Chosen files) {
    if (!files.attached().isEmpty()) {
      blocks.add(new Letter.Files(files.attached(), false));
    }
    if (!files.linked().isEmpty()) {
      blocks.add(new Letter.Paragraph(files.linked().size() == 1 ? TOO_LARGE_ONE : TOO_LARGE_MORE));
      blocks.add(new Letter.Files(files.linked(), true));
    }
  }

  private static String opening(Chosen files, boolean toAsker) {
    int all = files.attached().size() + files.linked().size();
    if (all > 0 && files.all().allMatch(file -> file.file().contentType().startsWith(ANSWER))) {
      return "The answer is too long for the text of a mail. It is in a file.";
    }
    String what = toAsker ? "Your request is done." : "The request is done.";
    if (all == 0) {
      return what + " It has no files.";
    }
    String attached =
        files.linked().isEmpty()
            ? all == 1 ? " The file is attached." : " The files are attached."
            : "";
    return what
        + (all == 1 ? " The result is 1 file." : " The result is " + all + " files.")
        + attached;
  }

  private static List<Block> explained(Cause cause) {
    Explained explained = ExplainFailure.of(cause);
    return List.of(
        new Letter.Paragraph("Your request could not be completed."),
        new Letter.Paragraph(explained.reason()),
        new Letter.Paragraph(explained.remedy()));
  }

  /** For the team: the cause as the ledger has it, which names the remedy. */
  private static List<Block> reported(Result result) {
    List<Block> blocks = new ArrayList<>();
    Cause cause = result.cause();
    blocks.add(new Letter.Paragraph("The request could not be completed."));
    if (cause != null) {
      String code = cause.code() == null ? "" : ", " + cause.code();
      String id = cause.requestId() == null ? "" : ", request id " + cause.requestId();
      blocks.add(new Letter.Passage(null, cause.text()));
      blocks.add(
          new Letter.Paragraph("Class of failure: " + cause.trouble().word() + code + id + "."));
    }
    return blocks;
  }

  private List<String> note(Result result, boolean toAsker) {
    List<String> lines = new ArrayList<>();
    if (details) {
      lines.add("Model: " + result.model());
      if (result.finalCredits() != null) {
        lines.add("Credits: " + PlainCredits.of(result.finalCredits()));
      }
    }
    if (!toAsker) {
      lines.add("Brief: " + result.sourceName());
      lines.add("Flow: " + result.flow());
    }
    lines.add("Job: " + result.jobId());
    if (toAsker) {
      status
          .of(result.jobId())
          .ifPresent(link -> lines.add("Its status and result, without a login: " + link));
    } else {
      lines.add(links.job(result));
    }
    return lines;
  }
}
