"""The demo county: the sample workbooks imported, then the real services walked until every state is on show."""
