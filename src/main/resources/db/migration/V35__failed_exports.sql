-- Exports that could not be made, and why; the mail that tells.
alter table campaign_export
  add failure text check (failure in ('RIGHT_WITHDRAWN', 'TOO_LARGE')),
  drop constraint campaign_export_state_check,
  add constraint campaign_export_state_check check (state in ('RUNNING', 'READY', 'EXPIRED', 'FAILED')),
  add check ((state = 'FAILED') = (failure is not null));

alter table outgoing_mail
  drop constraint outgoing_mail_kind_check,
  add constraint outgoing_mail_kind_check
    check (kind in ('HAND_OVER', 'PASSWORD_LINK', 'PASSWORD_CHANGED', 'ONE_TIME_CODE', 'NEWS', 'EXPORT_READY',
      'EXPORT_FAILED'));
