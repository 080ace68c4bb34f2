tagged 'before'
