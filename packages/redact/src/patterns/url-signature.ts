import { isWordAt } from '../scan/char-kind.js';
import { entropy } from '../scan/entropy.js';
import type { Span } from './email.js';

/** How much of a signature is looked at to decide, characters; only an accepted one is read to its end. */
const DECIDING = 256;

/** Shortest signature: 20 bytes of SHA-1 in base64 have 28 characters, in hexadecimal digits 40. */
const MIN_LENGTH = 27;

/** Least entropy, bits per character: 32 random hexadecimal digits have about 3.7. */
const MIN_ENTROPY = 3;

/** How far to both sides a companion is looked for, characters. */
const NEIGHBOURHOOD = 200;

/** Parameters that hold the signature of a signed URL and nothing else. */
const ALONE = /^x-(?:amz|goog|oss|cos|tos|obs|ms)-signature$/i;

/** Parameters that hold one when a companion stands beside them; elsewhere they sign commits, messages and methods. */
const ACCOMPANIED = /^(?:sig|signature|q-signature|hmac)$/i;

/**
 * What stands beside the signature in every scheme: who signed, for how long, what is allowed. Amazon CloudFront: `Key-Pair-Id`, `Policy`,
 * `Expires`; S3 and Google Cloud Storage, version 2: `AWSAccessKeyId`, `GoogleAccessId`, `Expires`; AWS version 4 in a header: `SignedHeaders`;
 * Azure: `se`, `sp`, `sr`, `sv`; Alibaba: `OSSAccessKeyId`; Tencent: `q-ak`; Akamai: `exp`, `acl`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html
 * @see https://learn.microsoft.com/en-us/rest/api/storageservices/create-service-sas
 */
const COMPANION =
  /(?:^|[?&;~,\s"']|u0026|%3F|%26)(?:expires|key-pair-id|policy|(?:aws|google|oss)access(?:key)?id|signedheaders|se|sp|sr|sv|q-ak|exp|acl)(?:=|%3D)/i;

/** Whether a parameter of this name may hold the signature of a URL. */
export const isSignatureName = (name: string): boolean =>
  LAST_LETTER.test(name) && (ALONE.test(name) || ACCOMPANIED.test(name));

/** What nearly all other names fail. */
const LAST_LETTER = /[gec]$/i;

/**
 * The signature of a signed URL (Amazon, Google, Azure, CloudFront, …): whoever has it has what the URL gives, for as long as it is valid.
 *
 * @param name of the parameter, without what separates it
 * @param nameStart where the name begins
 * @param start where the value begins
 */
export function urlSignatureAt(text: string, name: string, nameStart: number, start: number): Span | undefined {
  const deciding = signatureEnd(text, start, start + DECIDING);
  if (deciding - start < MIN_LENGTH || entropy(text, start, deciding) < MIN_ENTROPY) return undefined;
  if (!/\d/.test(text.slice(start, deciding))) return undefined;
  const end = deciding < start + DECIDING ? deciding : signatureEnd(text, deciding, text.length);
  if (!ALONE.test(name)) {
    const before = text.slice(Math.max(0, nameStart - NEIGHBOURHOOD), nameStart);
    if (!COMPANION.test(before) && !COMPANION.test(text.slice(end, end + NEIGHBOURHOOD))) return undefined;
  }
  return { start, end };
}

/**
 * The end of a run of base64 and base64url characters and CloudFront's `~`, also as URLs write them (`%2B`, and `%252B` in a URL inside a URL), with
 * the `=` that may end it. As a `=` ends the run, no character belongs to more than two of them.
 */
function signatureEnd(text: string, start: number, ceiling: number): number {
  let end = start;
  while (end < ceiling) {
    const unit = text.charCodeAt(end);
    if (isWordAt(text, end) || unit === 0x2d || unit === 0x7e || unit === 0x2b || unit === 0x2f) end++;
    else if (unit === 0x25) {
      const encoded = ENCODED.exec(text.slice(end, end + 5))?.[0];
      if (encoded === undefined) break;
      end += encoded.length;
    } else break;
  }
  return end + (PADDING.exec(text.slice(end, end + MAX_PADDING))?.[0].length ?? 0);
}

/** `+`, `/`, `~` and `-` as URLs write them. */
const ENCODED = /^%(?:25)?(?:2[BbFfDd]|7[Ee])/;

/** The `=` at the end, one or two, and how long they are as URLs write them. */
const PADDING = /^(?:=|%(?:25)?3[Dd]){1,2}/;
const MAX_PADDING = 10;
