/**
 * Whether a card number may begin and be as long as this: issuer prefixes and lengths of the card schemes, compared with the tables of
 * Braintree's credit-card-type (https://github.com/braintree/credit-card-type/blob/main/src/lib/card-types.ts): Visa 4 (13 on old cards, 16,
 * 19 digits); Mastercard 51–55 and 2221–2720 (16); American Express 34, 37 (15); Diners Club 300–305, 3095, 36, 38, 39 (14); Discover 6011,
 * 644–649, 65 (16–19); JCB 3528–3589 (16–19) and, 15 digits long, 2131 and 1800; UnionPay 62, 81 (16–19); Maestro 50, 56–59, 63, 67 (12–19);
 * Mir 2200–2204 (16–19); Elo, Hiper, Hipercard and Verve in the ranges of Maestro and 60 (16). RuPay 60, 65, 81, 82, 508 (16) and Troy 9792 (16)
 * are from general knowledge.
 */
export function isIssued(digits: string): boolean {
  const length = digits.length;
  const four = Number(digits.slice(0, 4));
  const two = Math.floor(four / 100);
  const long = length >= 16;
  switch (digits.charCodeAt(0) - 48) {
    case 1:
      return four === 1800 && length === 15;
    case 2:
      if (four === 2131) return length === 15;
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
      return two >= 51 && two <= 55 ? length === 16 : true;
    case 6:
      if (two === 63 || two === 67) return true;
      if (two === 62 || two === 65 || four === 6011 || (four >= 6440 && four <= 6499)) return long;
      return length === 16 && two === 60;
    case 8:
      return (two === 81 && long) || (two === 82 && length === 16);
    case 9:
      return four === 9792 && length === 16;
    default:
      return false;
  }
}
