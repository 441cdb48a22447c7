import { describe, expect, it } from 'vitest';
import { find } from '../scan/find.js';

const found = (text: string, hint = ''): string[] =>
  (find(text, hint, (rule) => /^[a-z]{2}_/.test(rule)) ?? []).map(
    ({ rule, start, end }) => `${rule}:${text.slice(start, end)}`,
  );

describe('national numbers in text', () => {
  it.each<[string, string[]]>([
    ['SSN 078-05-1120', ['us_ssn:078-05-1120']],
    ['ssn=078 05 1120', ['us_ssn:078 05 1120']],
    ['ITIN 912-70-1234, taxpayer 912701234', ['us_itin:912-70-1234', 'us_itin:912701234']],
    ['nhs_number: 4010232137', ['gb_nhs:4010232137']],
    ['NHS 401 023 2137', ['gb_nhs:401 023 2137']],
    ['Steuer-IdNr. 86 095 742 719', ['de_tax_id:86 095 742 719']],
    ['numéro de sécurité sociale 255081416802538', ['fr_nir:255081416802538']],
    ['NIR 2550814168025 38', ['fr_nir:2550814168025 38']],
    ['nif 12345678Z, documento 12345678-Z', ['es_dni:12345678Z', 'es_dni:12345678-Z']],
    ['CF RSSMRA85T10A562S', ['it_codice_fiscale:RSSMRA85T10A562S']],
    ['pesel=44051401359', ['pl_pesel:44051401359']],
    ['personnummer 19811218-9876, pnr 198112189876', ['se_personnummer:19811218-9876', 'se_personnummer:198112189876']],
    ['bsn 1234.56.782', ['nl_bsn:1234.56.782']],
    ['national insurance number AB123456C', ['gb_nino:AB123456C']],
  ])('%s is found', (text, want) => {
    expect(found(text)).toEqual(want);
  });

  it.each([
    // A digit off, two digits swapped
    ...['nhs_number: 4010232136', 'Steuer-ID 68095742719', 'pesel=44051401395', 'bsn 112122333', 'DNI 12345678A'],
    ...['NIR 255081416802583', 'personnummer 811218-9867', 'CF RSSMRA85T10A562T', 'NINO BG123456C', 'SSN 000-12-3456'],
    // Valid, and nobody says so
    ...['order 4010232137', 'ref 86095742719', 'id 44051401359', 'row 111222333', 'key 12345678Z', 'sku AB123456C'],
    // Part of something longer
    ...['078-05-1120-7', '1078-05-1120', '078-05-1120.5', 'x078-05-1120', 'pesel=440514013590', 'bsn 1112223330'],
    ...['RSSMRA85T10A562S1', 'tel 020-078-05-1120'],
  ])('%s is not', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('takes the name of the field for the word', () => {
    expect(found('4010232137', 'nhsNumber')).toEqual(['gb_nhs:4010232137']);
    expect(found('4010232137', 'orderNumber')).toEqual([]);
  });
});
