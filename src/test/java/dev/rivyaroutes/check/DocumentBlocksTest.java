package dev.rivyaroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.testing.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every code block of the documents, as if somebody had copied it. */
class DocumentBlocksTest {

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> isAccepted() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Document page : Document.all()) {
      for (Document.Block block : page.blocks()) {
        tests.add(
            DynamicTest.dynamicTest(
                block.toString(),
                () ->
                    new CheckBlock(Files.createTempDirectory(folder, "house"), page).check(block)));
      }
    }
    return tests;
  }

  /** Each quoted message is a text of the program, … standing for the parts that differ. */
  @TestFactory
  List<DynamicTest> messageIsATextOfTheProgram() throws IOException {
    ProgramTexts texts = new ProgramTexts();
    Stream<String> headings =
        Document.page("troubleshooting").headings().stream()
            .filter(heading -> heading.startsWith("`"))
            .map(heading -> heading.substring(1, heading.length() - 1));
    Stream<String> log =
        Document.read(Document.README)
            .blocks("text")
            .get(0)
            .text()
            .lines()
            .map(line -> line.replaceFirst("^\\d +", ""))
            .map(line -> line.replaceAll("01\\w+…|task_\\w+|\\d+(?= file)|folder: .*", "…"));
    return Stream.concat(headings, log)
        .map(
            message ->
                DynamicTest.dynamicTest(
                    message,
                    () ->
                        assertThat(texts.contain(message))
                            .as("no text of the program; correct its page: " + message)
                            .isTrue()))
        .toList();
  }
}
