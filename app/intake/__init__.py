"""Lists from outside, such as recipients of benefits, read row by row and taken in as requests to look at."""
