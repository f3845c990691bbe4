/** Makes one self-contained file of executed notebooks. */
import { type About, document, type Source } from "./document.js";
import { slides } from "./slides.js";
import { webpage } from "./webpage.js";

export type Form = "html" | "slides";

export const handout = (form: Form, sources: Source[], about: About): string =>
  (form === "slides" ? slides : webpage)(document(sources, about));
