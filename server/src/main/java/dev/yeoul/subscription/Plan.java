package dev.yeoul.subscription;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be bought. */
@Schema(name = "Plan", description = "What can be bought")
record Plan(
    @Schema(examples = "1") long id,
    @Schema(
            description = "The tier",
            enumeration = {"basic", "standard", "premium"},
            examples = "standard")
        String code,
    @Schema(examples = "Standard") String name,
    @Schema(
            description = "What the price is for",
            enumeration = {"month", "year"},
            examples = "month")
        String billingPeriod,
    @Schema(description = "In minor units of the currency; the won has none", examples = "12900")
        long price,
    @Schema(description = "ISO 4217", examples = "KRW") String currency,
    @Schema(description = "How many streams may play at once", examples = "2") int maxStreams,
    @Schema(description = "The height of the largest picture, in pixels", examples = "1080")
        int maxHeight) {

  BillingPeriod period() {
    return BillingPeriod.of(billingPeriod).orElseThrow();
  }
}
