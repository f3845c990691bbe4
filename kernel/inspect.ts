/** What Shift+Tab shows. */
import type { QuickInfo } from "@tslab/typescript-for-tslab";
import { printQuickInfo } from "tslab/dist/inspect.js";

export const describeInfo = (info: QuickInfo): string => printQuickInfo(info);
