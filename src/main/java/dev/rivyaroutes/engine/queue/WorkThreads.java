package dev.rivyaroutes.engine.queue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.springframework.boot.autoconfigure.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * The threads that work on claimed jobs: virtual ones with Spring's key {@code
 * spring.threads.virtual.enabled} on Java 21 or newer. How much is worked on at once is up to the
 * queues.
 */
@Component
class WorkThreads {

  private final boolean virtual;

  WorkThreads(Environment environment) {
    this.virtual = Threading.VIRTUAL.isActive(environment);
  }

  /**
   * Threads for one kind of work. It is not one of Camel's pools, which Camel interrupts at its
   * end.
   */
  ExecutorService of(String name) {
    return Executors.newCachedThreadPool(virtual ? virtual(name) : platform(name));
  }

  private static ThreadFactory virtual(String name) {
    return new VirtualThreadTaskExecutor("work " + name + " ").getVirtualThreadFactory();
  }

  private static ThreadFactory platform(String name) {
    CustomizableThreadFactory threads = new CustomizableThreadFactory("work " + name + " ");
    threads.setDaemon(true);
    return threads;
  }
}
