/** The part of the data dictionary that matters: which fields exist, how long they are, what they refer to. */

type FieldType =
  | 'GUID'
  | 'string'
  | 'integer'
  | 'boolean'
  | 'glide_date_time'
  | 'reference'
  | 'journal_input';

interface FieldDefinition {
  label: string;
  type: FieldType;
  /** The table that declares it: `incident` inherits from `task`. */
  declaredOn: string;
  max?: number;
  /** Table referred to. */
  reference?: string;
  /** Values come from sys_choice; others are dropped silently. */
  choice?: boolean;
  /** Set by the platform; a value sent is dropped silently. */
  computed?: boolean;
  /** Read and written by administrators only: left out of answers and dropped from writes without a word. */
  adminOnly?: boolean;
  initial?: string;
}

type Fields = Readonly<Record<string, FieldDefinition>>;

export interface TableDefinition {
  label: string;
  fields: Fields;
  /** The field shown for a reference to a row. */
  display: string;
}

function system(on: string): Record<string, FieldDefinition> {
  return {
    sys_id: { label: 'Sys ID', type: 'GUID', declaredOn: on, max: 32, computed: true },
    sys_created_on: { label: 'Created', type: 'glide_date_time', declaredOn: on, computed: true },
    sys_created_by: { label: 'Created by', type: 'string', declaredOn: on, max: 40, computed: true },
    sys_updated_on: { label: 'Updated', type: 'glide_date_time', declaredOn: on, computed: true },
    sys_updated_by: { label: 'Updated by', type: 'string', declaredOn: on, max: 40, computed: true },
    sys_mod_count: { label: 'Updates', type: 'integer', declaredOn: on, computed: true },
  };
}

const text = (on: string, label: string, max = 40, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  label,
  type: 'string',
  declaredOn: on,
  max,
  ...more,
});
const flag = (
  on: string,
  label: string,
  initial = 'false',
  more: Partial<FieldDefinition> = {},
): FieldDefinition => ({
  label,
  type: 'boolean',
  declaredOn: on,
  initial,
  ...more,
});
const date = (on: string, label: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  label,
  type: 'glide_date_time',
  declaredOn: on,
  ...more,
});
const reference = (
  on: string,
  label: string,
  to: string,
  more: Partial<FieldDefinition> = {},
): FieldDefinition => ({ label, type: 'reference', declaredOn: on, reference: to, max: 32, ...more });
const choice = (
  on: string,
  label: string,
  initial: string,
  more: Partial<FieldDefinition> = {},
): FieldDefinition => ({
  label,
  type: /^\d*$/.test(initial) && initial !== '' ? 'integer' : 'string',
  declaredOn: on,
  choice: true,
  max: 40,
  initial,
  ...more,
});

const incident: Fields = {
  ...system('task'),
  sys_class_name: text('task', 'Task type', 80, { computed: true, initial: 'incident' }),
  sys_domain: text('task', 'Domain', 32, { computed: true, initial: 'global' }),
  sys_tags: text('task', 'Tags', 255, { computed: true }),
  number: text('task', 'Number', 40),
  active: flag('task', 'Active', 'true'),
  short_description: text('task', 'Short description', 160),
  description: text('task', 'Description', 4000),
  state: choice('task', 'State', '1'),
  incident_state: choice('incident', 'Incident state', '1'),
  impact: choice('task', 'Impact', '3'),
  urgency: choice('task', 'Urgency', '3'),
  priority: choice('task', 'Priority', '5', { computed: true }),
  severity: choice('incident', 'Severity', '3'),
  category: choice('incident', 'Category', 'inquiry'),
  subcategory: choice('incident', 'Subcategory', ''),
  hold_reason: choice('incident', 'On hold reason', ''),
  contact_type: choice('task', 'Channel', ''),
  caller_id: reference('incident', 'Caller', 'sys_user'),
  opened_by: reference('task', 'Opened by', 'sys_user'),
  opened_at: date('task', 'Opened'),
  assigned_to: reference('task', 'Assigned to', 'sys_user'),
  assignment_group: reference('task', 'Assignment group', 'sys_user_group'),
  company: reference('task', 'Company', 'core_company'),
  parent: reference('task', 'Parent', 'incident'),
  due_date: date('task', 'Due date'),
  close_code: choice('incident', 'Resolution code', ''),
  close_notes: text('task', 'Resolution notes', 4000),
  resolved_at: date('incident', 'Resolved'),
  resolved_by: reference('incident', 'Resolved by', 'sys_user'),
  closed_at: date('task', 'Closed'),
  closed_by: reference('task', 'Closed by', 'sys_user'),
  correlation_id: text('task', 'Correlation ID', 100),
  correlation_display: text('task', 'Correlation display', 100),
  comments: { label: 'Additional comments', type: 'journal_input', declaredOn: 'task', max: 4000 },
  work_notes: { label: 'Work notes', type: 'journal_input', declaredOn: 'task', max: 4000 },
  comments_and_work_notes: {
    label: 'Comments and Work notes',
    type: 'journal_input',
    declaredOn: 'task',
    max: 4000,
    computed: true,
  },
  made_sla: flag('task', 'Made SLA', 'true', { computed: true }),
  knowledge: flag('task', 'Knowledge'),
  escalation: text('task', 'Escalation', 40, { initial: '0', computed: true }),
  approval: text('task', 'Approval', 40, { initial: 'not requested', computed: true }),
  reopen_count: {
    label: 'Reopen count',
    type: 'integer',
    declaredOn: 'incident',
    initial: '0',
    computed: true,
  },
  u_restricted: flag('incident', 'Restricted', 'false', { adminOnly: true }),
  u_internal_rating: text('incident', 'Internal rating', 40, { adminOnly: true }),
};

export const tables: Readonly<Record<string, TableDefinition>> = {
  incident: { label: 'Incident', display: 'number', fields: incident },
  sys_user: {
    label: 'User',
    display: 'name',
    fields: {
      ...system('sys_user'),
      user_name: text('sys_user', 'User ID', 40),
      name: text('sys_user', 'Name', 151),
      first_name: text('sys_user', 'First name', 50),
      last_name: text('sys_user', 'Last name', 50),
      email: text('sys_user', 'Email', 100),
      active: flag('sys_user', 'Active', 'true'),
      time_zone: text('sys_user', 'Time zone', 40),
      date_format: text('sys_user', 'Date format', 40),
      title: text('sys_user', 'Title', 60),
    },
  },
  sys_user_group: {
    label: 'Group',
    display: 'name',
    fields: {
      ...system('sys_user_group'),
      name: text('sys_user_group', 'Name', 80),
      active: flag('sys_user_group', 'Active', 'true'),
    },
  },
  core_company: {
    label: 'Company',
    display: 'name',
    fields: { ...system('core_company'), name: text('core_company', 'Name', 80) },
  },
  sys_user_role: {
    label: 'Role',
    display: 'name',
    fields: { ...system('sys_user_role'), name: text('sys_user_role', 'Name', 100) },
  },
  sys_user_has_role: {
    label: 'User Role',
    display: 'sys_id',
    fields: {
      ...system('sys_user_has_role'),
      user: reference('sys_user_has_role', 'User', 'sys_user'),
      role: reference('sys_user_has_role', 'Role', 'sys_user_role'),
      state: text('sys_user_has_role', 'State', 40, { initial: 'active' }),
      inherited: flag('sys_user_has_role', 'Inherited'),
    },
  },
  sys_properties: {
    label: 'System Property',
    display: 'name',
    fields: {
      ...system('sys_properties'),
      name: text('sys_properties', 'Name', 100),
      value: text('sys_properties', 'Value', 4000),
      description: text('sys_properties', 'Description', 512),
      type: text('sys_properties', 'Type', 40, { initial: 'string' }),
    },
  },
  sys_choice: {
    label: 'Choice',
    display: 'label',
    fields: {
      ...system('sys_choice'),
      name: text('sys_choice', 'Table', 80),
      element: text('sys_choice', 'Element', 80),
      value: text('sys_choice', 'Value', 100),
      label: text('sys_choice', 'Label', 100),
      dependent_value: text('sys_choice', 'Dependent value', 100),
      language: text('sys_choice', 'Language', 3, { initial: 'en' }),
      sequence: { label: 'Sequence', type: 'integer', declaredOn: 'sys_choice' },
      inactive: flag('sys_choice', 'Inactive'),
    },
  },
  sys_dictionary: {
    label: 'Dictionary Entry',
    display: 'element',
    fields: {
      ...system('sys_dictionary'),
      name: text('sys_dictionary', 'Table', 80),
      element: text('sys_dictionary', 'Column name', 80),
      column_label: text('sys_dictionary', 'Column label', 80),
      internal_type: text('sys_dictionary', 'Type', 40),
      max_length: { label: 'Max length', type: 'integer', declaredOn: 'sys_dictionary' },
      reference: text('sys_dictionary', 'Reference', 80),
      mandatory: flag('sys_dictionary', 'Mandatory'),
      read_only: flag('sys_dictionary', 'Read only'),
      active: flag('sys_dictionary', 'Active', 'true'),
    },
  },
  sys_journal_field: {
    label: 'Journal Entry',
    display: 'sys_id',
    fields: {
      ...system('sys_journal_field'),
      name: text('sys_journal_field', 'Name', 80),
      element_id: text('sys_journal_field', 'Element ID', 32),
      element: text('sys_journal_field', 'Element', 80),
      value: text('sys_journal_field', 'Value', 65_000),
    },
  },
  sys_attachment: {
    label: 'Attachment',
    display: 'file_name',
    fields: {
      ...system('sys_attachment'),
      table_name: text('sys_attachment', 'Table name', 80),
      table_sys_id: text('sys_attachment', 'Table sys ID', 32),
      file_name: text('sys_attachment', 'File name', 255),
      content_type: text('sys_attachment', 'Content type', 100),
      size_bytes: { label: 'Size bytes', type: 'integer', declaredOn: 'sys_attachment' },
      size_compressed: { label: 'Size compressed', type: 'integer', declaredOn: 'sys_attachment' },
      compressed: flag('sys_attachment', 'Compressed', 'true'),
      hash: text('sys_attachment', 'SHA256 Hash', 64),
      state: text('sys_attachment', 'State', 40, { initial: 'pending' }),
    },
  },
  sys_audit_delete: {
    label: 'Audit Deleted Record',
    display: 'display_value',
    fields: {
      ...system('sys_audit_delete'),
      tablename: text('sys_audit_delete', 'Table name', 80),
      documentkey: text('sys_audit_delete', 'Document key', 32),
      display_value: text('sys_audit_delete', 'Display name', 255),
      payload: text('sys_audit_delete', 'Payload', 65_000),
    },
  },
};

/** Exists on every instance, but web services may not read it. */
export const closedTables = new Set(['user_multifactor_auth', 'sys_user_token', 'oauth_credential']);

/** Tables whose rows only administrators see; for others a list is empty and a row is not found. */
export const adminTables = new Set(['sys_properties', 'sys_dictionary', 'sys_audit_delete']);
