"""Values and their comparison, three-valued logic, the declared schema, requests and consent statements."""
