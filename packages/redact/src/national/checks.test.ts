import { describe, expect, it } from 'vitest';
import {
  isBsn,
  isCodiceFiscale,
  isDni,
  isGermanTaxId,
  isItin,
  isNhs,
  isNino,
  isNir,
  isPersonnummer,
  isPesel,
  isSsn,
} from './checks.js';

/** A check, numbers that pass it and near misses that do not. The numbers are public examples: of authorities, of Wikipedia, of libraries' tests. */
const CHECKS: readonly [name: string, check: (id: string) => boolean, valid: string[], invalid: string[]][] = [
  [
    'US social security number',
    isSsn,
    ['078051120', '219099999', '457555462', '001010001', '899999999'],
    ['000123456', '666123456', '900123456', '999999999', '123006789', '123450000', '111111111', '123456789'],
  ],
  [
    'US individual taxpayer identification number',
    isItin,
    ['900501234', '912701234', '999881234', '900651234', '912921234', '999941234'],
    ['900491234', '900661234', '900691234', '900891234', '900931234', '812701234'],
  ],
  [
    'NHS number',
    isNhs,
    ['9434765919', '4010232137', '9876543210', '4505577104'],
    ['9434765918', '4010232136', '9876543201', '1111111111', '0000000000', '4505577140'],
  ],
  [
    'German tax identification number',
    isGermanTaxId,
    ['86095742719', '47036892816', '65929970489', '57549285017', '25768131411'],
    ['86095742718', '68095742719', '06095742719', '12345678901', '11111111111', '65929970498'],
  ],
  [
    'French NIR',
    isNir,
    ['255081416802538', '294037512000591', '2690549588157 80'.replace(' ', ''), '180126955222380'],
    ['255081416802539', '955081416802538', '255131416802538', '255081416802583', '000000000000000'],
  ],
  [
    'Spanish DNI and NIE',
    isDni,
    ['12345678Z', '00000000T', '99999999R', 'X1234567L', 'Y1234567X', 'Z1234567R', '12345678z'],
    ['12345678A', '00000000A', 'X1234567A', 'A1234567L', '1234567Z', '123456789'],
  ],
  [
    'Italian tax code',
    isCodiceFiscale,
    ['RSSMRA85T10A562S', 'VRDGPP13R10B293P', 'BNCSFN85T58G702W', 'rssmra85t10a562s'],
    ['RSSMRA85T10A562T', 'RSSMRA85X10A562S', 'RSSMRA85T10A56S2', 'RSSMR185T10A562S'],
  ],
  [
    'Polish PESEL',
    isPesel,
    ['44051401359', '44051401458', '02070803628', '11111111116'],
    ['44051401358', '44051401395', '44134401359', '44053201359', '00000000000'],
  ],
  [
    'Swedish personal identity number',
    isPersonnummer,
    ['8112189876', '198112189876', '6403273813', '1212121212', '7010632391'],
    ['8112189875', '8113189876', '8112329876', '8112189867', '0000000000'],
  ],
  [
    'Dutch BSN',
    isBsn,
    ['111222333', '123456782', '999990019'],
    ['111222334', '123456789', '111111111', '000000000', '112122333'],
  ],
  [
    'UK national insurance number',
    isNino,
    ['AB123456C', 'JG103759A', 'ab123456c', 'SW000000D'],
    ['BG123456C', 'GB123456C', 'NK123456A', 'ZZ123456A', 'DA123456A', 'AO123456A', 'AB123456E', 'AB12345C'],
  ],
];

describe.each(CHECKS)('%s', (_name, check, valid, invalid) => {
  it.each(valid)('%s passes', (id) => {
    expect(check(id)).toBe(true);
  });
  it.each(invalid)('%s does not', (id) => {
    expect(check(id)).toBe(false);
  });
});
