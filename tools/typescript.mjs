// Makes TypeScript importable: node --import ./tools/typescript.mjs <file>.ts
// Both tsx and Node keep compiled code in the system's temporary folder, under names that anybody can guess, and run what
// they find there without asking whose it is. On a computer with several users that is another's code: not for us, nor
// for the programs that we start.
process.env.TSX_DISABLE_CACHE = "1";
process.env.NODE_DISABLE_COMPILE_CACHE = "1";
// @ts-expect-error It has no types.
await import("tsx");
