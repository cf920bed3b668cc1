"""The people and organisations who buy and complain, how to reach and address them, what they bought."""
