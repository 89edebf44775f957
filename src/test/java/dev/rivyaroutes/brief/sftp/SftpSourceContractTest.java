package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.DropSourceContract;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The SFTP source on a real server. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SftpSourceContractTest implements DropSourceContract {
  @TempDir private Path temp;
  private SftpHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new SftpHouse(temp);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  @Override
  public SourceWorld world() {
    return house.world;
  }

  @Override
  public SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    return house.start(name, parameters);
  }

  @Override
  public Map<String, String> parameters() {
    return SftpHouse.parameters("delay", DELAY);
  }

  @Override
  public void put(String text) throws Exception {
    house.drop(text + ".txt", text);
  }

  @Override
  public void putAgain(String text) throws Exception {
    put(text);
    Files.setLastModifiedTime(
        house.in.resolve(text + ".txt"), FileTime.fromMillis(System.currentTimeMillis() + 60_000));
  }

  @Override
  public void putWithPicture(String text) throws Exception {
    house.drop(
        text + ".json",
        "{\"prompt\": \"%s\", \"references\": [\"data:image/png;base64,%s\"]}"
            .formatted(text, Base64.getEncoder().encodeToString(Briefs.PNG)));
  }

  @Override
  public void putPoison(int n) throws Exception {
    house.drop("poison-%02d.json".formatted(n), "{ \"prompt\": [ " + n);
  }

  @Override
  public List<String> refused() {
    return house.refused();
  }

  @Override
  public void leave() throws Exception {
    house.server.stop();
  }

  @Override
  public void comeBack() throws Exception {
    house.server.start();
  }

  @Override
  public Map<String, String> wrongCredential() {
    return SftpHouse.parameters("connection", "wrong");
  }

  @Override
  public String refusedLogin() {
    return "refused the login of shop with the password";
  }
}
