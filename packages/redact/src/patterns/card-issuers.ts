/**
 * Whether a card number may begin and be as long as this: issuer prefixes and lengths of the card schemes.
 *
 * Ranges of the schemes from general knowledge, not compared with their tables: Visa 4 (13, 16, 19 digits); Mastercard 51–55 and 2221–2720 (16);
 * American Express 34, 37 (15); Diners Club 300–305, 3095, 36, 38, 39 (14–19); Discover 6011, 644–649, 65 (16–19); JCB 3528–3589
 * (16–19); UnionPay 62, 81 (16–19); Maestro 5018, 5020, 5038, 5893, 6304, 6759, 6761–6763 (12–19); Mir 2200–2204 (16–19);
 * RuPay 60, 65, 508 (16); Troy 9792 (16); Elo by 636368, 438935, 504175, 451416, 636297 (16).
 */
export function isIssued(digits: string): boolean {
  const length = digits.length;
  const four = Number(digits.slice(0, 4));
  const two = Math.floor(four / 100);
  const long = length >= 16;
  switch (digits.charCodeAt(0) - 48) {
    case 2:
      return (length === 16 && four >= 2221 && four <= 2720) || (long && four >= 2200 && four <= 2204);
    case 3:
      if (two === 34 || two === 37) return length === 15;
      if (four >= 3528 && four <= 3589) return long;
      return (
        (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059) || four === 3095) && length === 14
      );
    case 4:
      return length === 16 || length === 13 || length === 19;
    case 5:
      if (two >= 51 && two <= 55) return length === 16;
      return MAESTRO.has(four) || ((Math.floor(four / 10) === 508 || four === 5041) && length === 16);
    case 6:
      if (MAESTRO.has(four)) return true;
      if (two === 62 || two === 65 || four === 6011 || (four >= 6440 && four <= 6499)) return long;
      return length === 16 && (two === 60 || four === 6363 || four === 6362);
    case 8:
      return two === 81 && long;
    case 9:
      return four === 9792 && length === 16;
    default:
      return false;
  }
}

const MAESTRO: ReadonlySet<number> = new Set([5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763]);
