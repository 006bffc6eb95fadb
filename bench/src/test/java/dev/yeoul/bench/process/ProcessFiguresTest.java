package dev.yeoul.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessFiguresTest {
  @Test
  void readsTheTimesPastANameOfAnyKind() {
    String stat = "42 (a) S (b) R) S 1 42 42 0 -1 4194560 100 0 0 0 31 11 0 0 20 0 4 0 123 456 789";
    assertThat(ProcessFigures.ticks(stat)).isEqualTo(42);
  }

  @Test
  void readsMemoryByName() {
    String status = "VmPeak:\t  9999 kB\nVmHWM:\t  1234 kB\nVmRSS:\t   567 kB\n";
    assertThat(ProcessFigures.kibibytes(status, "VmHWM")).isEqualTo(1234);
    assertThat(ProcessFigures.kibibytes(status, "VmRSS")).isEqualTo(567);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void asksTheKernelAboutThisVeryProcess() {
    long self = ProcessHandle.current().pid();
    assertThat(ProcessFigures.cpuNanos(self)).isPositive();
    assertThat(ProcessFigures.peakResidentBytes(self))
        .isGreaterThanOrEqualTo(ProcessFigures.residentBytes(self) / 2)
        .isGreaterThan(1_000_000);
  }
}
