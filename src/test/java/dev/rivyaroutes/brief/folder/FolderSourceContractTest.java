package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.FileWaits;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The folder source on a real folder. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FolderSourceContractTest implements DropSourceContract {
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-11-23T10:00:00Z"));

  @TempDir Path parent;
  private final SourceWorld world = new SourceWorld();

  @Configuration(proxyBeanMethods = false)
  @Import(FileWaits.class)
  static class Waits {}

  @AfterEach
  void close() {
    world.close();
  }

  private Path folder() {
    return parent.resolve("in");
  }

  @Override
  public SourceWorld world() {
    return world;
  }

  @Override
  public SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    SourceProcess process =
        new SourceProcess(name, world, Waits.class, Map.of())
            .start("folder-drop-source", parameters);
    until(() -> world.source() != null && world.source().polledAt() != null);
    return process;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("directory", folder().toString(), "delay", "50");
  }

  private void write(String name, byte[] bytes) throws IOException {
    // A file that is complete at once, with the time that it had before.
    Path made = Files.write(parent.resolve("made"), bytes);
    Files.setLastModifiedTime(made, TIME);
    Files.move(made, folder().resolve(name));
  }

  @Override
  public void put(String text) throws Exception {
    write(text + ".txt", Briefs.utf8(text));
  }

  @Override
  public void putAgain(String text) throws Exception {
    put(text);
  }

  @Override
  public void putWithPicture(String text) throws Exception {
    write(text + ".png", Briefs.PNG);
    write(
        text + ".json",
        Briefs.utf8("{\"prompt\": \"%1$s\", \"references\": [\"%1$s.png\"]}".formatted(text)));
  }

  @Override
  public void putPoison(int n) throws Exception {
    write("poison-%d.json".formatted(n), Briefs.utf8("{ poison " + n));
  }

  @Override
  public List<String> refused() throws IOException {
    Path refused = folder().resolve(".refused");
    List<String> reasons = new ArrayList<>();
    if (Files.exists(refused)) {
      try (Stream<Path> files = Files.list(refused)) {
        for (Path file : files.filter(one -> one.toString().endsWith(".reason.txt")).toList()) {
          reasons.add(Files.readString(file));
        }
      }
    }
    return reasons;
  }

  @Override
  public List<String> setAside() throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve(".refused"))) {
      return files.map(Path::toString).toList();
    }
  }

  @Override
  public void leave() throws IOException {
    Files.move(folder(), parent.resolve("away"));
    Files.createFile(folder());
  }

  @Override
  public void comeBack() throws IOException {
    Files.delete(folder());
    Files.move(parent.resolve("away"), folder());
  }
}
