/** Every handout in WebKit, from disk and from a web server. */
// time limit: 1800 s
import { test } from "uvu";
import { trips } from "../support/trip.js";

trips(test, "WebKit");
test.run();
