-- What people type first: the beginning of a last name or a matricule, in one agency. Bytewise, so that an index
-- serves the comparison and the order whatever the database's collation.
create index employee_by_last_name on employee (agency_id, (searchable(last_name) collate "C"), first_name, id);
create index employee_by_matricule on employee (agency_id, (searchable(matricule) collate "C"));
