/** Every handout in Chromium, from disk and from a web server. */
// time limit: 900 s
import { test } from "uvu";
import { trips } from "../support/trip.js";

trips(test, "Chromium");
test.run();
