package dev.rivyaroutes.brief.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.JobFile;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Which files of a folder are briefs, and which belong together. */
@ExtendWith(OutputCaptureExtension.class)
class FolderFilesRouteTest extends FolderDropTestBase {

  /** A flow whose prompt is its own. */
  private static final String OWN_PROMPT =
      """
              - setVariable:
                  name: prompt
                  expression:
                    constant:
                      expression: |
                        Restyle this photo.
      """;

  @Test
  void refusesWhatHasNoKnownEndingInAnyFlow() throws Exception {
    List<String> others =
        List.of(
            "a.url", "b.log", "c.html", "d.xml", "e.eml", "f.tab", "g.rtf", "h.docx", "i.pdf",
            "j.zip", "k.xmp", "l.AAE", "m.thm", "n.exe", "README", "o.ini", "p.heic", "q.SVG");
    for (String name : others) {
      write(name, "a fox");
    }
    write("good.TXT", "a fox");
    startFlow("", OWN_PROMPT.replace("Restyle", "${body}").replace("constant", "simple"), null);

    settleUntil(() -> reasons().size() == others.size());
    assertThat(briefs.ledger.jobs).extracting(NewJob::sourceName).containsExactly("good.TXT");
    assertThat(reason("k.xmp"))
        .startsWith("A file whose name ends with .xmp is not a brief. Briefs");
    assertThat(reason("q.SVG")).startsWith("Rivya does not accept .svg files. Convert");
    assertThat(reason("README")).startsWith("The name has no extension");
  }

  @Test
  void passesOverWhatOthersLeaveWithoutAWord(CapturedOutput output) throws Exception {
    List<String> left =
        List.of(
            "desktop.ini",
            "Thumbs.db",
            "._a.jpg",
            "__MACOSX/a.jpg",
            "~$a.docx",
            ".~lock.a.odt#",
            "b.tmp",
            "b.crdownload",
            "b.aria2",
            "b.!qB",
            "b.partial",
            "b.txt.bak",
            "b.swp",
            "@eaDir/a.jpg",
            "#recycle/a.jpg",
            "$RECYCLE.BIN/a.jpg",
            ".stfolder/x.txt",
            "System Volume Information/a.txt",
            "lost+found/a.txt",
            "c.jpg:Zone.Identifier",
            "c.txt~",
            ".c.jpg.icloud",
            "~snapshot/a.jpg",
            "d.txt.ffs_tmp",
            "d.sync-conflict-20240101-120000-ABCDEFG.txt",
            "d (Bob's conflicted copy 2024-01-01).txt");
    for (String name : left) {
      write(name, "a fox");
    }
    write("good.txt", "a fox");
    start("");

    settleUntil(() -> Files.exists(in.resolve(".done/good.txt")));
    untouchedBut(1);
    assertThat(files(in)).containsAll(left);
    assertThat(output.getOut()).doesNotContain("desktop.ini", "@eaDir", "b.aria2");
  }

  @Test
  void paysForNoTextAndNoDocumentWhereThePromptIsTheFlowsOwn() throws Exception {
    write("a.jpg.json", "{\"title\": \"a.jpg\", \"photoTakenTime\": {\"timestamp\": \"1\"}}");
    write("notes.txt", "a fox");
    write("prompt.json", "{\"prompt\": \"a fox\"}");
    write("rows.csv", "title\na fox\n");
    Files.write(in.resolve("photo.jpg"), Briefs.PNG);
    write("seed.json", "{\"params\": {\"seed\": 5}}");
    startFlow("", OWN_PROMPT, null);

    settleUntil(() -> reasons().size() == 4 && files(in.resolve(".done")).size() == 2);
    assertThat(briefs.ledger.jobs)
        .extracting(NewJob::sourceName)
        .containsExactlyInAnyOrder("photo.jpg", "seed.json");
    assertThat(reason("a.jpg.json")).contains("The flow's own prompt does not read this file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo first", "document first", "together"})
  void makesOneJobOfAPhotoAndTheDocumentThatNamesIt(String order) throws Exception {
    start("");
    if (!order.equals("document first")) {
      Files.write(in.resolve("pair.png"), Briefs.PNG);
    }
    if (order.equals("photo first")) {
      settleUntil(() -> steps.headers.size() == 1);
    }
    if (order.equals("document first")) {
      document("pair.json", "pair.png");
      settleUntil(() -> steps.headers.size() >= 1);
      Files.write(in.resolve("pair.png"), Briefs.PNG);
    } else {
      document("pair.json", "pair.png");
    }

    settleUntil(() -> files(in).equals(List.of(".done/pair.json", ".done/pair.png")));
    assertThat(briefs.ledger.jobs).extracting(NewJob::sourceName).containsExactly("pair.json");
    assertThat(job("pair.json").references()).hasSize(1);
    assertThat(briefs.ledger.refusals).isEmpty();
  }

  @Test
  void makesOneJobOfBothInAFlowWithAPromptOfItsOwnToo() throws Exception {
    Files.write(in.resolve("a.png"), Briefs.PNG);
    document("z.json", "a.png");
    startFlow("", OWN_PROMPT, null);

    settleUntil(() -> files(in).equals(List.of(".done/a.png", ".done/z.json")));
    assertThat(briefs.ledger.jobs).extracting(NewJob::sourceName).containsExactly("z.json");
  }

  @Test
  void makesOneJobOfAPhotoWhoseNameTheDocumentWritesInOtherLetterCase() throws Exception {
    Files.write(in.resolve("IMG_1.PNG"), Briefs.PNG);
    document("z.json", "img_1.png");
    startFlow("", OWN_PROMPT, null);

    settleUntil(() -> files(in).equals(List.of(".done/IMG_1.PNG", ".done/z.json")));
    assertThat(briefs.ledger.jobs).extracting(NewJob::sourceName).containsExactly("z.json");
  }

  @Test
  void makesOneJobOfAPhotoThatItsDocumentGivesAnotherName() throws Exception {
    Files.write(in.resolve("a.png"), Briefs.PNG);
    Files.writeString(
        in.resolve("z.json"),
        "{\"prompt\": \"x\", \"references\": [{\"file\": \"a.png\", \"name\": \"sofa.png\"}]}");
    startFlow("", OWN_PROMPT, null);

    settleUntil(() -> files(in).equals(List.of(".done/a.png", ".done/z.json")));
    assertThat(briefs.ledger.jobs).extracting(NewJob::sourceName).containsExactly("z.json");
    assertThat(job("z.json").references()).extracting(JobFile::name).containsExactly("sofa.png");
  }

  @Test
  void findsAPhotoThatBecameAJobOfItsOwnBeforeItsDocumentCame() throws Exception {
    Files.write(in.resolve("a.png"), Briefs.PNG);
    startFlow("", OWN_PROMPT, null);
    settleUntil(() -> Files.exists(in.resolve(".done/a.png")));
    Files.write(in.resolve("a.png"), Briefs.WAV);
    settleUntil(() -> files(in.resolve(".done")).size() == 2);
    document("a.json", "a.png");

    settleUntil(() -> Files.exists(in.resolve(".done/a.json")));
    assertThat(job("a.json").references().get(0).sha256())
        .isEqualTo(DigestUtils.sha256Hex(Briefs.WAV));
  }

  @Test
  void refusesAFileThatNoDocumentNamesAndSaysWhatToSet(CapturedOutput output) throws Exception {
    Files.write(in.resolve("lone.png"), Briefs.PNG);
    document("lost.json", "cat.png");
    model.needsPrompt = Optional.of(true);
    start("");

    settleUntil(() -> reasons().size() == 2);
    assertThat(reason("lone.png"))
        .contains("no document names it", "set the variable prompt in the flow", "exclude");
    assertThat(output.getOut()).containsOnlyOnce("lone.png waits at most 30 s for other files: ");
  }

  @Test
  void takesAMediaFileAloneAtOnceForAModelThatTakesNoText() throws Exception {
    Files.write(in.resolve("lone.png"), Briefs.PNG);
    model.needsPrompt = Optional.of(false);
    start("");

    settleUntil(() -> Files.exists(in.resolve(".done/lone.png")));
    assertThat(briefs.ledger.jobs).hasSize(1);
  }

  @Test
  void findsAReferenceOfAnotherUnicodeFormOrLetterCaseAndNamesWhatLiesThere() throws Exception {
    assumeUnicodeNames();
    String composed = Normalizer.normalize("Stühle", Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize("Stühle", Normalizer.Form.NFD);
    Files.createDirectories(in.resolve(decomposed));
    Files.write(in.resolve(decomposed + "/" + decomposed + ".PNG"), Briefs.PNG);
    document("good.json", composed + "/" + composed + ".png");
    document("miss.json", composed + "/Stuhle1.png");
    start("include: '*.json'");

    settleUntil(() -> reasons().size() == 1 && briefs.ledger.jobs.size() == 1);
    assertThat(reason("miss.json"))
        .contains("the nearest names there are '" + composed.substring(0, 2));
  }

  @Test
  void letsNoLetterCaseDecide() throws Exception {
    assumeUnicodeNames();
    Files.write(in.resolve("IMG_1.JPG"), Briefs.PNG);
    Files.createDirectories(in.resolve("Private"));
    Files.write(in.resolve("Private/IMG_2.JPG"), Briefs.PNG);
    startFlow("include: '**/*.jpg'\nexclude: private/**", OWN_PROMPT, null);

    settleUntil(() -> Files.exists(in.resolve(".done/IMG_1.JPG")));
    untouchedBut(1);
  }

  @Test
  void takesNamesOfAnyLengthTwiceAndWithReasons() throws Exception {
    assumeUnicodeNames();
    String longest = "ü".repeat(125) + ".json"; // 255 bytes
    for (int i = 1; i <= 3; i++) {
      write(longest, "{\"promt\": \"" + i + "\"}");
      start("");
      int files = i;
      settleUntil(
          () ->
              files(in.resolve(".refused")).size() == 2 * files
                  && Files.notExists(in.resolve(longest)));
      stop();
    }
    assertThat(files(in.resolve(".refused")))
        .allSatisfy(name -> assertThat(name.getBytes(UTF_8).length).isLessThanOrEqualTo(255));
  }

  @Test
  void takesOddNames() throws Exception {
    List<String> names =
        List.of("-rf.txt", "a;b.txt", "a\\b.txt", "dot.txt.", "space.txt ", "a$b{c}.txt", "~a.txt");
    for (String name : names) {
      write(name, name);
    }
    start("");

    settleUntil(() -> files(in.resolve(".done")).size() == names.size());
    assertThat(briefs.ledger.jobs)
        .hasSize(names.size())
        .allSatisfy(job -> assertThat(job.prompt().strip()).isEqualTo(job.sourceName().strip()));
  }

  @Test
  void saysAtOnceThatAFileIsEmptyAndRefusesItThen(CapturedOutput output) throws Exception {
    write("empty.txt", "");
    start("");
    await()
        .atMost(LIMIT)
        .until(() -> output.getOut().contains("empty.txt is empty. It is refused unless content"));
    assertThat(briefs.ledger.refusals).isEmpty();

    settleUntil(() -> reasons().size() == 1);
    assertThat(reason("empty.txt")).startsWith("The brief is empty.");
    assertThat(output.getOut()).containsOnlyOnce("empty.txt is empty.");
  }

  @Test
  void reportsAnUnreadableFileOnceAndAcceptsItOnceItIsReadable(CapturedOutput output)
      throws Exception {
    write("secret.txt", "a fox");
    write("good.txt", "a cat");
    mode("secret.txt", "---------");
    assumeFalse(Files.isReadable(in.resolve("secret.txt")), "this user may read everything");
    start("");

    settleUntil(() -> output.getOut().contains("secret.txt cannot be read: the user "));
    settleUntil(() -> Files.exists(in.resolve(".done/good.txt")));
    for (int i = 0; i < 4; i++) {
      clock.forward(Duration.ofSeconds(30));
      untouchedBut(1);
    }
    mode("secret.txt", "rw-------");
    settleUntil(() -> Files.exists(in.resolve(".done/secret.txt")));
    assertThat(output.getOut())
        .containsOnlyOnce("secret.txt cannot be read")
        .containsOnlyOnce("secret.txt can be read now.")
        .doesNotContain("AccessDenied");
  }

  @Test
  void refusesADocumentWhoseReferenceStaysUnreadable(CapturedOutput output) throws Exception {
    Files.createDirectories(in.resolve("sub"));
    Files.write(in.resolve("sub/a.png"), Briefs.PNG);
    mode("sub/a.png", "---------");
    assumeFalse(Files.isReadable(in.resolve("sub/a.png")), "this user may read everything");
    document("a.json", "sub/a.png");
    start("");

    settleUntil(() -> reasons().size() == 1);
    assertThat(reason("a.json")).contains("'sub/a.png' cannot be read: the user ", "permission");
    assertThat(output.getOut()).doesNotContain("AccessDenied", "Rollback", "is tried again");
  }

  @Test
  void reportsThatTheWatchedFolderIsGoneAndWhenItIsBack(CapturedOutput output) throws Exception {
    start("");
    Path elsewhere = temp.resolve("elsewhere");
    Files.move(in, elsewhere);
    await()
        .atMost(LIMIT)
        .until(
            () -> output.getOut().contains("The folder " + in + " does not exist, so no briefs"));

    Files.move(elsewhere, in);
    write("a.txt", "a fox");
    settleUntil(() -> Files.exists(in.resolve(".done/a.txt")));
    assertThat(output.getOut())
        .containsOnlyOnce(in + " does not exist")
        .containsOnlyOnce("Source test-flow (folder " + in + ") is polled again.");
  }

  @Test
  void namesTheFolderThatCannotBeReadOrWritten(CapturedOutput output) throws Exception {
    write("dark/a.txt", "a fox");
    write("stuck/b.txt", "a fox");
    write("good/c.txt", "a fox");
    mode("dark", "---------");
    mode("stuck", "r-xr-xr-x");
    assumeFalse(Files.isReadable(in.resolve("dark")), "this user may read everything");
    start("");

    settleUntil(() -> output.getOut().contains("b.txt is in the ledger but cannot be moved"));
    settleUntil(() -> Files.exists(in.resolve(".done/good/c.txt")));
    for (int i = 0; i < 4; i++) {
      clock.forward(Duration.ofMinutes(2));
      untouchedBut(2);
    }
    assertThat(output.getOut())
        .containsOnlyOnce("The folder " + in.resolve("dark") + " cannot be read: the user ")
        .containsOnlyOnce("b.txt is in the ledger but cannot be moved")
        .contains("write permission on " + in.resolve("stuck") + ".");

    mode("dark", "rwxr-xr-x");
    mode("stuck", "rwxr-xr-x");
    settleUntil(() -> files(in.resolve(".done")).size() == 3);
    assertThat(briefs.ledger.jobs).hasSize(3);
  }

  @Test
  void saysWhyRefusedFilesCannotBePutAway(CapturedOutput output) throws Exception {
    Files.createFile(in.resolve(".refused"));
    write("bad.log", "x");
    write("good.txt", "a fox");
    start("");

    settleUntil(() -> output.getOut().contains("a file exists where a folder is needed"));
    settleUntil(() -> Files.exists(in.resolve(".done/good.txt")));
    Files.delete(in.resolve(".refused"));
    settleUntil(() -> reasons().size() == 1);
    assertThat(briefs.ledger.refusals).hasSize(1);
  }

  @Test
  void writesTheReasonBeforeTheFileIsMoved() throws Exception {
    write("bad.log", "x");
    Path other = Files.createDirectories(in.resolve(".refused"));
    start("");
    settleUntil(() -> reasons().size() == 1);
    String reason = reason("bad.log");
    stop();
    // As a crash between the two leaves it.
    Files.move(other.resolve("bad.log"), in.resolve("bad.log"));
    start("");

    settleUntil(() -> Files.notExists(in.resolve("bad.log")));
    assertThat(files(other)).containsExactly("bad.log", "bad.log.reason.txt");
    assertThat(reason("bad.log")).isEqualTo(reason);
  }

  @Test
  void readsNoFileThatIsASocketOrAPipe(CapturedOutput output) throws Exception {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(in.resolve("a.txt")));
      write("good.txt", "a fox");
      start("");

      settleUntil(() -> Files.exists(in.resolve(".done/good.txt")));
      untouchedBut(1);
      assertThat(output.getOut())
          .containsOnlyOnce(in.resolve("a.txt") + " is a pipe, a socket or a device")
          .doesNotContain("is empty");
    }
  }

  @Test
  void followsNoLinkOutOfTheFolder(CapturedOutput output) throws Exception {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(in.resolve("link.txt"), outside.resolve("secret.txt"));
    Files.createSymbolicLink(in.resolve("sub"), outside);
    Files.createSymbolicLink(in.resolve(".done"), outside);
    write("good.txt", "a fox");
    start("");

    settleUntil(() -> output.getOut().contains("good.txt is in the ledger but cannot be moved"));
    assertThat(output.getOut())
        .contains(in.resolve("link.txt") + " is a symbolic link and is not followed.")
        .contains(in.resolve("sub") + " is a symbolic link and is not followed.")
        .contains("it is a symbolic link, which is not followed. Remove it");
    assertThat(files(outside)).containsExactly("secret.txt");
    Files.delete(in.resolve(".done"));
    settleUntil(() -> Files.exists(in.resolve(".done/good.txt")));
    assertThat(briefs.ledger.jobs).hasSize(1);
  }

  private void document(String name, String reference) throws IOException {
    Files.write(
        in.resolve(name), json(Map.of("prompt", "a fox", "references", List.of(reference))));
  }

  private List<String> reasons() throws IOException {
    return files(in.resolve(".refused")).stream().filter(n -> n.endsWith(".reason.txt")).toList();
  }

  private String reason(String name) throws IOException {
    return Files.readString(in.resolve(".refused/" + name + ".reason.txt"));
  }

  private void mode(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(in.resolve(name), PosixFilePermissions.fromString(mode));
  }

  private static void assumeUnicodeNames() {
    assumeTrue(
        System.getProperty("sun.jnu.encoding", "").toUpperCase(Locale.ROOT).contains("UTF"),
        "this locale has no such file names");
  }
}
