// In place of packages that danfojs brings along and this course has no use for: see "overrides" in package.json.
