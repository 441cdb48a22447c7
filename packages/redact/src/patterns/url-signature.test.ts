import { describe, expect, it } from 'vitest';
import { find } from '../scan/find.js';

const SHA256 = '9e722e5b7bfa163447e2a14df118b45ebd283c5aea72019bdf921d6e7dc01a9a';
const SAS = 'wX4run5CPuFbQkCezJxGwOEv%2BQ2ODjVEVxn5Yrzo8ug%3D';
const CLOUDFRONT = `${'nitfHRCrtziwO2HwPfWw~yYDhUF5EwRunQA-j19DzZrvDh6hQ73lDx'.repeat(6)}__`;

const signatures = (text: string): string[] =>
  (find(text, '', () => true) ?? [])
    .filter(({ rule }) => rule === 'url_signature')
    .map(({ start, end }) => text.slice(start, end));

describe('the signature of a signed URL is found', () => {
  it.each([
    ['Amazon', `https://b.s3.amazonaws.com/k?X-Amz-Expires=900&X-Amz-Signature=${SHA256}&x-id=GetObject`, SHA256],
    ['Google', `https://storage.googleapis.com/b/o?X-Goog-Signature=${SHA256.repeat(8)}&x=1`, SHA256.repeat(8)],
    ['Azure', `?sv=2024-11-04&se=2026-11-22T00%3A00%3A00Z&sr=b&sp=r&sig=${SAS}`, SAS],
    ['Azure, not encoded', `sp=r&sv=2024-11-04&sig=${decodeURIComponent(SAS)} done`, decodeURIComponent(SAS)],
    ['CloudFront', `?Expires=1700000000&Signature=${CLOUDFRONT}&Key-Pair-Id=K2JCJMDEHXQW5F`, CLOUDFRONT],
    ['CloudFront in HTML', `?Policy=eyJ&amp;Signature=${CLOUDFRONT}&amp;Key-Pair-Id=K2JC`, CLOUDFRONT],
    [
      'Amazon, version 2',
      '?AWSAccessKeyId=x&Expires=1&Signature=n%2BEalOV6A2HIOx4Rcfb7LT16bBM%3D',
      'n%2BEalOV6A2HIOx4Rcfb7LT16bBM%3D',
    ],
    ['a header of version 4', `SignedHeaders=host;x-amz-date, Signature=${SHA256}`, SHA256],
    ['JSON that escapes the ampersand', `"?a=1\\u0026X-Amz-Signature=${SHA256}\\u0026b=2"`, SHA256],
    ['a URL in a URL', `?next=https%3A%2F%2Fb.example%2Fk%3Fa%3D1%26X-Amz-Signature%3D${SHA256}%26b%3D2`, SHA256],
    ['JSON of parameters', `{"X-Amz-Signature":"${SHA256}"}`, SHA256],
  ])('%s', (_name, text, want) => expect(signatures(text)).toEqual([want]));

  it.each([
    `Good signature: ${SHA256}`,
    `"signature":"${SHA256}","alg":"RS256"`,
    `hmac=${SHA256}`,
    `sig=${SHA256.slice(0, 16)}&se=1&sv=2`,
    'sig=SIGTERM&exp=1',
    'X-Amz-Signature=<signature>',
    `X-Amz-Signature=${'a'.repeat(64)}`,
    'X-Amz-SignedHeaders=host;x-amz-content-sha256;x-amz-date-and-so-on-1',
  ])('but not in %j', (text) => expect(signatures(text)).toEqual([]));
});
