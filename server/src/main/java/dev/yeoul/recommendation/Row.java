package dev.yeoul.recommendation;

/**
 * One line of an interaction file.
 *
 * @param time seconds or any other clock, or a position; finite
 * @param weight how much it counts; positive and finite, 1 where the file has none
 */
record Row(String user, String item, double time, float weight) {}
