package cn.shiji.access;

/** Of which places a route answers; what lies elsewhere looks missing. */
public enum At {
    /** Things of the own unit and of all below it. */
    WITHIN,
    /** Things of the own unit alone, for who has no right over those below. */
    OWN,
    /** Things within, and those of units above that hold for the caller too, as a town's plan does for its village. */
    COVERS,
    /** Things within, and of others what they let their peers see. */
    PEERS,
    /** A list: answers always, and holds only what lies within. */
    COLLECTION,
    /** The caller's own. */
    SELF,
    /** Nothing with a place. */
    NOWHERE
}
