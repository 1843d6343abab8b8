"""The same work on the engines that a Python user would pick instead, and on a function written by hand.

One rule of each peer stands for one rule of the policy. Facts are handed over as plain mappings; whatever a peer
needs made of them is made, and counted, in each call. What a peer lets be prepared once is prepared once.
"""
