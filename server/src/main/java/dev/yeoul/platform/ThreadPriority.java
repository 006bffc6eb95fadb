package dev.yeoul.platform;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Has the system prefer other threads to one. On Linux the JVM does not pass on what {@link
 * Thread#setPriority} says, unless an option says so, which changes its own threads too.
 */
final class ThreadPriority {
  /** Of nice(1)'s 0 to 19: where both want a processor, a usual thread gets nine times as much. */
  static final int LOW = 10;

  private static final Logger LOG = Logger.getLogger(ThreadPriority.class);
  private static final int THREAD = 0;
  private static final int CALLING = 0;

  private static final Optional<MethodHandle> SETPRIORITY = setpriority();

  private ThreadPriority() {}

  /** setpriority(2), which on Linux alone is of threads; of the whole process elsewhere. */
  @SuppressWarnings("restricted") // ops/jvm.options allow it
  private static Optional<MethodHandle> setpriority() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    ValueLayout number = ValueLayout.JAVA_INT;
    return linker
        .defaultLookup()
        .find("setpriority")
        .map(function ->
            linker.downcallHandle(function, FunctionDescriptor.of(number, number, number, number)));
  }

  /** Lets the calling platform thread step back; nothing happens where there is no Linux. */
  static void lower() {
    SETPRIORITY.ifPresent(function -> {
      int result = call(function);
      if (result != 0) {
        LOG.debug("a thread goes on with the usual priority");
      }
    });
  }

  @SuppressWarnings("PMD.AvoidCatchingThrowable") // that is what a handle declares
  private static int call(MethodHandle function) {
    try {
      return (int) function.invokeExact(THREAD, CALLING, LOW);
    } catch (Throwable e) {
      throw new IllegalStateException(e); // of a call that throws nothing
    }
  }
}
