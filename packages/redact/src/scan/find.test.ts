import { describe, expect, it } from 'vitest';
import { type Finding, find } from './find.js';

/** `rule:text` of everything found. */
const found = (text: string, hint = ''): string[] =>
  (find(text, hint, () => true) ?? []).map(({ rule, start, end }: Finding) => `${rule}:${text.slice(start, end)}`);

const JWT =
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

describe('find', () => {
  it.each<[string, string[]]>([
    // Cards
    ['pan=4111111111111111', ['card:4111111111111111']],
    [
      '4111-1111-1111-1111, 378282246310005 and 3782 822463 10005',
      ['card:4111-1111-1111-1111', 'card:378282246310005', 'card:3782 822463 10005'],
    ],
    [
      'number=4111%201111%201111%201111&x=4111+1111+1111+1111',
      ['card:4111%201111%201111%201111', 'card:4111+1111+1111+1111'],
    ],
    ['Card:4111111111111111.', ['card:4111111111111111']],
    ['%B4111111111111111^DOE/JOHN^2712', ['card:4111111111111111']],
    ['visa card 4222222222222', ['card:4222222222222']],
    ['4111111111111112 4222222222222 1234567812345670', []],
    ['order 4111111111111111, orderId: "4111111111111111", Bestellnummer 4111111111111111', []],
    ['order no. 4111111111111111', []],
    ['<orderId>4111111111111111</orderId><pan>4111111111111111</pan>', ['card:4111111111111111']],
    ['order placed. 4111111111111111', ['card:4111111111111111']],
    ['0.4111111111111111 14111111111111111111 a4111111111111111 4111111111111111e', []],
    ['550e8400-e29b-41d4-a716-4111111111111111', []],
    ['00000010: 4111 1111 1111 1111 4111 1111 1111 1111', []],
    ['4111 1111 1111 1111 12/27 123', ['card:4111 1111 1111 1111']],
    ['[.6335478258136937] /feature/5068609911521280 5414 5415 5416 5417 20BBF 20BC6', []],
    [
      '/cards/5068609911521280 %C2%A0 4111%C2%A01111%C2%A01111%C2%A01111',
      ['card:5068609911521280', 'card:4111%C2%A01111%C2%A01111%C2%A01111'],
    ],
    ['1700000000000 1700000000000000000 2026-11-21 08:41:19', []],
    // IBANs
    ['DE89370400440532013000', ['iban:DE89370400440532013000']],
    ['to GB29 NWBK 6016 1331 9268 19 today', ['iban:GB29 NWBK 6016 1331 9268 19']],
    ['nl91abna0417164300', ['iban:nl91abna0417164300']],
    ['DE88370400440532013000 XX89370400440532013000 DE893704004405320130001', []],
    ['span be74c8e66ced5691, /static/app.be6085f11d3a76b3.js', []],
    // E-mail
    ['<john.doe+x@mail.example.co.uk>, x', ['email:john.doe+x@mail.example.co.uk']],
    ["o'brien@example.com. q=john%40example.com&x", ["email:o'brien@example.com", 'email:john%40example.com']],
    [
      'to%3Djohn%40example.com jörg@müller.de \\nanna@example.org',
      ['email:john%40example.com', 'email:jörg@müller.de', 'email:anna@example.org'],
    ],
    ['logo@2x.png react@18.2.0 git@github.com:a/b.git @scope/pkg root@localhost a@b', []],
    ['https://user@example.com/ pkg@1.0.0-beta.rc', []],
    // IP addresses
    ['from 10.0.0.1:8080 to 8.8.8.8, 192.168.0.0/16', ['ip:10.0.0.1', 'ip:8.8.8.8', 'ip:192.168.0.0']],
    ['10.0.0.1-10.0.0.9', ['ip:10.0.0.1', 'ip:10.0.0.9']],
    [
      '[2001:db8::1]:443 ::1 fe80::1%eth0 ::ffff:192.0.2.1',
      ['ip:2001:db8::1', 'ip:::1', 'ip:fe80::1', 'ip:::ffff:192.0.2.1'],
    ],
    ['2001:0db8:85a3:0000:0000:8a2e:0370:7334: refused', ['ip:2001:0db8:85a3:0000:0000:8a2e:0370:7334']],
    ['version 1.2.3.4, v1.2.3.4, Chrome/120.0.0.0, foo-1.2.3.4.jar, a@1.2.3.4, b==1.2.3.4, 1.2.3.4-rc1, 1.2.3.4.5', []],
    ['Upgraded nginx from 1.2.3.4 to 1.2.3.5', []],
    ['256.1.1.1 01.2.3.4 08:41:19 std::vector a::b 16::9 1:2:3', []],
    ['aa:bb:cc:dd:ee:ff', ['mac:aa:bb:cc:dd:ee:ff']],
    [
      'redis-1.internal/10.1.2.3:6379 tcp/203.0.113.7 root@203.0.113.7',
      ['ip:10.1.2.3', 'ip:203.0.113.7', 'ip:203.0.113.7'],
    ],
    ['app 2.3.4.5 started, ip 2.3.4.5, 2.3.4.5:80, [2.3.4.5]', ['ip:2.3.4.5', 'ip:2.3.4.5', 'ip:2.3.4.5']],
    ['deploy@23.5.12.200:/srv a@10.1.2.3 pkg@1.2.3.4', ['ip:23.5.12.200', 'ip:10.1.2.3']],
    ['scp build.tar deploy@23.5.12.200:/srv', ['ip:23.5.12.200']],
    ['Upgraded agent on web-3 at 203.0.113.9', ['ip:203.0.113.9']],
    ['203.0.113.7.static.example.net 192.168.1.7-8080', ['ip:203.0.113.7', 'ip:192.168.1.7']],
    ['com.example:client:1.22.45.85 (was 1.22.45.80), 1.2.3.4 -> 1.2.3.5, version 10.2.3.4', []],
    [
      'fe80::1:2:3:4:44086 2001:db8:1:2:3:4:5:6:443 2001:db8::7:51820: closed',
      ['ip:fe80::1:2:3:4', 'ip:2001:db8:1:2:3:4:5:6', 'ip:2001:db8::7'],
    ],
    [
      'addr:2001:db8::1 [IPv6:2001:db8::9] src=fe80::1%eth0/64 user@2001:db8::5',
      ['ip:2001:db8::1', 'ip:2001:db8::9', 'ip:fe80::1', 'ip:2001:db8::5'],
    ],
    [
      '::ffff:192.0.2.1:443 64:ff9b::192.0.2.33 0:0:0:0:0:FFFF:129.144.52.38 0:0:0:0:0:0:0:1',
      ['ip:::ffff:192.0.2.1', 'ip:64:ff9b::192.0.2.33', 'ip:0:0:0:0:0:FFFF:129.144.52.38', 'ip:0:0:0:0:0:0:0:1'],
    ],
    [
      '{"ip":"2001:db8::1"} http://[2001:db8::2]:80/ (/10.1.2.3:80)',
      ['ip:2001:db8::1', 'ip:2001:db8::2', 'ip:10.1.2.3'],
    ],
    ['1.3.6.1.4.1.311 12:34:56 08:00:2b:01:02:03:04:05 1:2:3:4:5:6:7:8 std::begin a::b::c ::: text::ffff', []],
    ['5.6.7.8 - - [10/Oct/2026:13:55:36 +0000] "GET / HTTP/1.1" 200', ['ip:5.6.7.8']],
    // National numbers
    ['078-05-1120', ['us_ssn:078-05-1120']],
    ['ssn 078051120, 000-12-3456, 666-12-3456, 078-00-1120, 2078-05-1120, 078-05-11201', ['us_ssn:078051120']],
    ['ssn 111-22-3333', []],
    ['part no. 078-05-1120, order 078-05-1120, employee id 078-05-1120', ['us_ssn:078-05-1120']],
    ['912-70-1234', ['us_itin:912-70-1234']],
    ['NHS number 943 476 5919', ['gb_nhs:943 476 5919']],
    ['AB 12 34 56 C, national insurance AB123456C', ['gb_nino:AB 12 34 56 C', 'gb_nino:AB123456C']],
    ['Steuer-ID 86095742719', ['de_tax_id:86095742719']],
    ['2 55 08 14 168 025 38', ['fr_nir:2 55 08 14 168 025 38']],
    ['DNI 12345678Z, NIE X1234567L, DNI 12345678-Z', ['es_dni:12345678Z', 'es_dni:X1234567L', 'es_dni:12345678-Z']],
    ['RSSMRA85T10A562S RSSMRA85T10A562T', ['it_codice_fiscale:RSSMRA85T10A562S']],
    // One case, a name's order of letters, a day of a month, more than hexadecimal digits
    ['rssmra85t10a562s RssMra85T10A562S', ['it_codice_fiscale:rssmra85t10a562s']],
    ['eeebef08e57f523a', []],
    ['PESEL 44051401359', ['pl_pesel:44051401359']],
    ['personnummer 811218-9876', ['se_personnummer:811218-9876']],
    ['BSN 111222333', ['nl_bsn:111222333']],
    ['9434765919 86095742719 12345678Z 44051401359 811218-9876 111222333 AB123456C 255081416802538', []],
    // Secrets
    [`jwt=${JWT}.`, [`jwt:${JWT}`]],
    ['eyJub3QiOiJhIHRva2VuIn0.eyJzdWIiOiIxIn0.abc', []],
    ['"eyJhbGciOiJIUzI1NiJ9." + x', []],
    ['credentials = asn1_NOVALUE hashedPassword = base64_encoded_64_byte_salt "api_key": "API_KEY"', []],
    [
      'Next page token: eav1OzQB0OM8rLdGXOEsyQWSG "NextToken": "CpHNsscimcV5oH7bSbub03CI2Qms5" "ClientRequestToken":"1d2129a1-3d38"',
      [],
    ],
    ["user='kim' password=SecretStr('**********') username=self._user, password=self._password", []],
    ['("authorization", "x-amz-content-sha256") Authorization: OAuth realm="Photos",\n', []],
    ['?token=%5Bredacted%5D&api_key=%5Bsecret%5D "passphrase= password= user= host="', []],
    ['gist://owner:repo@/catalog.yml gist://:TOKEN@<id>/x [user[:password]@]proxyhost', []],
    [
      'q+cioAbCdEfGhIjKlMnOpQrStUvWxYz012345 aB3dE6xY9k+cioAbCdEfGhIjKlMnOpQrStUvWxYz012345',
      ['provider_token:cioAbCdEfGhIjKlMnOpQrStUvWxYz012345'],
    ],
    ['token=x-aws-ec2-metadata-token secret=AuthenticationMD5Secret1', []],
    ['k=3xY8Q~abcdefghij0123456789ABCDEFGHIJk12', ['provider_token:3xY8Q~abcdefghij0123456789ABCDEFGHIJk12']],
    [
      'bot 123456789:AAabcdefghij0123456789ABCDEFGHIJ_-x',
      ['provider_token:123456789:AAabcdefghij0123456789ABCDEFGHIJ_-x'],
    ],
    [`a1b2c3d4e5f6g7.atlasv1.${'aB3_'.repeat(16)}`, [`provider_token:a1b2c3d4e5f6g7.atlasv1.${'aB3_'.repeat(16)}`]],
    [`aB3dE6_${'xY9kLm2'.repeat(4)}q_mmk`, [`provider_token:aB3dE6_${'xY9kLm2'.repeat(4)}q_mmk`]],
    [`${'aB3dE6xY9kLm'.repeat(6)}aB3dAZDOaB3d`, [`provider_token:${'aB3dE6xY9kLm'.repeat(6)}aB3dAZDOaB3d`]],
    [
      `${btoa('198622483471925248')}.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs`,
      [`provider_token:${btoa('198622483471925248')}.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs`],
    ],
    ['postgresql+psycopg2://app:pa55@db/x', ['connection_string:pa55']],
    ['AKIAIOSFODNN7EXAMPLE', ['provider_token:AKIAIOSFODNN7EXAMPLE']],
    ['TOKEN=ghp_abcdefghij0123456789ABCDEFGHIJ456789', ['provider_token:ghp_abcdefghij0123456789ABCDEFGHIJ456789']],
    ['ghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa sk-learn npm_config_registry glpat-xxxxxxxxxxxxxxxxxxxx', []],
    [
      '-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0\\n-----END PRIVATE KEY----- x',
      ['private_key:-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0\\n-----END PRIVATE KEY-----'],
    ],
    ["startsWith('-----BEGIN PRIVATE KEY-----') -----BEGIN CERTIFICATE-----", []],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the line of a program
    ['https://bob:s3cret@host/ https://user:password@host https://u:${PASS}@host', ['url_password:s3cret']],
    ['mongodb+srv://app:pa55@db/x redis://:pa55@cache', ['connection_string:pa55', 'connection_string:pa55']],
    ['Server=db;User Id=sa;Password=Pa55;Encrypt=true', ['connection_string:Pa55']],
    [
      'Authorization: Bearer abc123def456, "authorization":"Basic dXNlcjpwYXNz"',
      ['authorization:abc123def456', 'authorization:dXNlcjpwYXNz'],
    ],
    [
      'Bearer abcdef0123456789abcd; Bearer authentication; Authorization: Bearer <token>',
      ['authorization:abcdef0123456789abcd'],
    ],
    ['Cookie: sid=abcdef; theme=dark', ['cookie:sid=abcdef; theme=dark']],
    ['Set-Cookie: sid=abcdef123; Path=/; HttpOnly', ['cookie:abcdef123']],
    ['cookie: { secure: true }, cookie = require("cookie")', []],
    [
      'api_key=9fK2mQ8xLp3vR7tZ "password":"hunter2" ?token=abc123x&a=1 password=hunter2',
      [
        'secret_assignment:9fK2mQ8xLp3vR7tZ',
        'secret_assignment:hunter2',
        'secret_assignment:abc123x',
        'secret_assignment:hunter2',
      ],
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the line of a program
    ['password=${PASS} token: string, token_count=123456789012, password=options.password2, token=[secret]', []],
    [
      'http[s]://[username:password@]host https://a:b@c if password == provided1: host=h, password=o.password db(user="u", password=b"pass")',
      [],
    ],
    [
      're_metal_standalone_cluster authorization = base64.decodebytes(x) Bearer https://tools.ietf.org/html/rfc6750',
      [],
    ],
    ['nextPageToken=9fK2mQ8xLp3vR7tZ X-Amz-Credential=AKIDEXAMPLE1/20260909/us-east-1/host/aws4_request', []],
    ['cvv=123 "cvc":"1234" cvv2: 999 cvv=12345', ['card_code:123', 'card_code:1234', 'card_code:999']],
    // Identifiers, times, versions, prices
    ['4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 550e8400-e29b-41d4-a716-446655440000', []],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 1.234.567,89 EUR $1,299.00', []],
    ['', []],
  ])('%s', (text, want) => {
    expect(found(text)).toEqual(want);
  });

  it('finds all the same inside JSON inside JSON', () => {
    const line = JSON.stringify({ body: JSON.stringify({ card: '4111111111111111', mail: 'a@b.example' }) });
    expect(found(line)).toEqual(['card:4111111111111111', 'email:a@b.example']);
  });
});
