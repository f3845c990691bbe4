/** The number that `format` wrote. */
export function read(written: string): number {
  const plain = written
    .replace(/,/g, "")
    .replace("−", "-")
    .replace(
      /(?:^(-?)|\u00A0×\u00A0)10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/,
      (_, sign) => `${sign === undefined ? "" : `${sign}1`}e`,
    );
  return Number(
    plain.replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (sign) => "-0123456789"["⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)]),
  );
}
