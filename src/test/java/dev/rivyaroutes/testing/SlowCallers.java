package dev.rivyaroutes.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Callers that send the beginning of a call at once, and then one byte a second; they read their
 * answers only when they are asked.
 */
public final class SlowCallers implements AutoCloseable {

  private final ScheduledExecutorService bytes =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "slow-callers");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Caller> callers = new CopyOnWriteArrayList<>();
  private final int port;

  public SlowCallers(int port) {
    this.port = port;
    bytes.scheduleAtFixedRate(() -> callers.forEach(Caller::drip), 1, 1, TimeUnit.SECONDS);
  }

  /** One more, with an address of this machine as its own. */
  public Caller call(String from, String beginning) throws IOException {
    SocketChannel channel = SocketChannel.open();
    // Else the system would take a whole file for a caller that does not read it.
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    channel.bind(new InetSocketAddress(from, 0));
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    channel.write(ByteBuffer.wrap(beginning.getBytes(US_ASCII)));
    channel.configureBlocking(false);
    Caller caller = new Caller(channel);
    callers.add(caller);
    return caller;
  }

  public long connected() {
    callers.forEach(Caller::read);
    return callers.stream().filter(caller -> !caller.cutOff).count();
  }

  @Override
  public void close() {
    bytes.shutdownNow();
    for (Caller caller : callers) {
      try {
        caller.channel.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** One of them. */
  public static final class Caller {
    private final SocketChannel channel;
    private final StringBuilder answer = new StringBuilder();
    private volatile boolean cutOff;

    private Caller(SocketChannel channel) {
      this.channel = channel;
    }

    private void drip() {
      try {
        channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      } catch (IOException e) {
        cutOff = true;
      }
    }

    /** Whether the server has ended the call; what it said before is the answer. */
    public boolean isCutOff() {
      read();
      return cutOff;
    }

    public synchronized String answer() {
      return answer.toString();
    }

    private synchronized void read() {
      ByteBuffer buffer = ByteBuffer.allocate(65_536);
      try {
        int n;
        while ((n = channel.read(buffer)) > 0) {
          answer.append(US_ASCII.decode(buffer.flip()));
          buffer.clear();
        }
        cutOff |= n < 0;
      } catch (IOException e) {
        cutOff = true;
      }
    }
  }
}
