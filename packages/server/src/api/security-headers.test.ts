import { describe, expect, it } from 'vitest';
import { inlineScriptHashes } from './security-headers.js';

describe('inlineScriptHashes', () => {
  it('names inline scripts by their SHA-256 and leaves others alone', () => {
    const page = `<script>alert('Hello, world.');</script><script type="module" src="/a.js"></script>`;
    // The example of CSP Level 3, section 2.3.1.
    expect(inlineScriptHashes(page)).toEqual(["'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"]);
  });
});
