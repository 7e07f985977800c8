-- The list of employees of many agencies, by name.
create index employee_by_name on employee (last_name, first_name, id);
