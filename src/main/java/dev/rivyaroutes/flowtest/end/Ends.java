package dev.rivyaroutes.flowtest.end;

import java.nio.file.Path;

/**
 * The ends of a run.
 *
 * @param files the folder below which the folders of the flows lie
 * @param sftp null if no flow uses a server
 * @param database null if no flow uses a database
 */
public record Ends(
    Recorder recorder,
    ContentFacts facts,
    Path files,
    MemoryS3 s3,
    MemorySqs sqs,
    SftpEnd sftp,
    DatabaseEnd database)
    implements AutoCloseable {

  /** Forgets what the last case left. */
  public void clear() {
    recorder.clear();
    facts.clear();
    s3.clear();
  }

  @Override
  public void close() {
    if (sftp != null) {
      sftp.close();
    }
    if (database != null) {
      database.close();
    }
  }
}
