"""A made-up report on the disclosure of government information, with the prescribed tables, in every form that reports come in."""
