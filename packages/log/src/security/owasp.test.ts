import { describe, expect, it } from 'vitest';
import * as own from '../audit/own/index.js';
import type { Field } from '../entry/field.js';
import { createLogger } from '../logger/create-logger.js';
import { memory } from '../sinks/memory.js';
import * as owasp from './owasp/index.js';

/** The 57 names of the OWASP Logging Vocabulary with their levels: I info, C critical, W warning. */
const VOCABULARY = `
  authn_login_success:I authn_login_successafterfail:I authn_login_fail:W authn_login_fail_max:W authn_login_lock:W
  authn_password_change:I authn_password_change_fail:C authn_impossible_travel:W authn_token_created:I authn_token_revoked:I
  authn_token_reuse:C authn_token_delete:W authz_fail:C authz_change:W authz_admin:W crypt_decrypt_fail:W crypt_encrypt_fail:W
  excess_rate_limit_exceeded:W excess_sessions_exceeded:W upload_complete:I upload_stored:I upload_validation:I upload_delete:I
  input_validation_fail:W input_validation_discrete_fail:W malicious_excess_404:W malicious_extraneous:C malicious_attack_tool:C
  malicious_sqli:W malicious_cors:C malicious_direct_reference:C malicious_csrf:W malicious_csp_violation:W mcp_prompt_injection:W
  mcp_resource_exhaustion:W mcp_tool_poisoning:W privilege_permissions_changed:W sensitive_create:W sensitive_read:W
  sensitive_update:W sensitive_delete:W sequence_fail:C session_created:I session_renewed:I session_expired:I session_logout:I
  session_use_after_expire:C sys_startup:W sys_shutdown:W sys_restart:W sys_crash:W sys_monitor_disabled:W sys_monitor_enabled:W
  user_created:W user_updated:W user_archived:W user_deleted:W`;

const OWN = `
  log_started log_stopped log_paused log_config_changed log_access log_export log_unmask log_backup_completed log_backup_failed
  log_restore log_integrity_ok log_integrity_failed log_gap_detected log_retention_disposed legal_hold_placed legal_hold_released
  privacy_erasure_requested privacy_subject_erased privacy_subject_restricted privacy_consent_changed key_created key_rotated
  key_destroyed data_import data_export break_glass_opened break_glass_closed clock_skew_detected object_created object_updated
  object_deleted`;

const words = (text: string) => text.trim().split(/\s+/);
const camel = (name: string) => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Events of somebody who is signed in: their messages name the user, whom the context knows. */
const SIGNED_IN = new Set(
  words(`authn_login_success authn_login_successafterfail authn_password_change authn_impossible_travel authn_token_created
    authn_token_revoked authz_change authz_admin excess_sessions_exceeded session_created session_renewed session_logout
    log_access log_export log_unmask break_glass_opened break_glass_closed`),
);

describe('built-in security entry types', () => {
  it('are the OWASP Logging Vocabulary, with its levels', () => {
    const levels: Record<string, string> = { I: 'info', W: 'warning', C: 'critical' };
    const expected = words(VOCABULARY).map((word) => word.split(':') as [string, string]);
    expect(expected).toHaveLength(57);
    const { uploadValidationFailed, ...types } = owasp;
    const actual = Object.entries(types).map(([name, type]) => [name, type.name, type.level, type.stream]);
    const wanted = expected.map(([name, level]) => [camel(name), name, levels[level], 'security']);
    expect(actual.sort()).toEqual(wanted.sort());
    expect(uploadValidationFailed).toMatchObject({ name: 'upload_validation', level: 'critical' });
  });

  it('and those of the log itself', () => {
    expect(Object.entries(own).map(([name, type]) => [name, type.name])).toEqual(
      expect.arrayContaining(words(OWN).map((name) => [camel(name), name])),
    );
    expect(Object.keys(own)).toHaveLength(words(OWN).length);
    for (const type of Object.values(own)) expect(['audit', 'security', 'access']).toContain(type.stream);
  });

  it('read well with their required fields alone, when nobody is known', () => {
    const sink = memory();
    const log = createLogger({ service: 's', env: {}, handleExit: false, sinks: [sink] });
    for (const type of [...Object.values(owasp), ...Object.values(own)]) {
      const required = Object.entries<Field>(type.fields).flatMap(([name, { optional, default: preset }]) =>
        optional === true || preset !== undefined ? [] : [name],
      );
      const values = Object.fromEntries(required.map((name) => [name, `<${name}>`]));
      log.emit({ ...type, fields: type.fields }, SIGNED_IN.has(type.name) ? { ...values, user_id: 'u_7' } : values);
    }
    const gaps = sink.entries
      .map(({ event, message }) => `${event}: ${message}`)
      .filter((text) => / -( |$)|: -/.test(text));
    expect(gaps).toEqual([]);
  });

  it('have a description, and no field a server would mask by its name', () => {
    const sink = memory();
    const log = createLogger({ service: 's', env: {}, handleExit: false, sinks: [sink] });
    for (const type of [...Object.values(owasp), ...Object.values(own)]) {
      expect(type.description).toMatch(/\.$/);
      const values = Object.fromEntries(Object.keys(type.fields).map((name) => [name, `value of ${name}`]));
      log.emit({ ...type, fields: type.fields }, values);
    }

    const masked = sink.entries.flatMap((entry) => Object.keys(entry).filter((name) => entry[name] === '[secret]'));
    expect(masked).toEqual([]);
  });
});
