package dev.yeoul.platform;

import java.lang.management.ManagementFactory;

/** How busy the machine's processors are, or those of the container that this runs in. */
public final class CpuLoad {
  private static final double BUSY = 0.8;

  private final com.sun.management.OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  /** Whether work that can wait should, judging by the time since the last call of this. */
  public boolean isBusy() {
    return system.getCpuLoad() > BUSY;
  }
}
