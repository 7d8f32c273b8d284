using Tessera.Inference.Painting.Things;

namespace Tessera.Inference.Painting.Words;

/// <summary>Words that place, join or decorate.</summary>
internal static class FunctionWords
{
    public static readonly (string Words, Relation Relation)[] Relations =
    [
        ("on|on top of|onto|atop|upon|sitting on|standing on|resting on|lying on|sits on|stands on|on top|rests on", Relation.On),
        ("under|underneath|beneath", Relation.Under),
        ("above|over|floating above|hovering over", Relation.Above),
        ("below", Relation.Below),
        ("left of|to the left of|on the left of|on the left side of", Relation.Left),
        ("right of|to the right of|on the right of|on the right side of", Relation.Right),
        ("in|inside|inside of|within|into|filled with|full of|containing", Relation.In),
        ("behind|at the back of", Relation.Behind),
        ("in front of|before", Relation.Front),
        ("next to|beside|by|near|alongside|close to|against|around|at|along|leaning on|leaning against", Relation.Beside),
        ("between|in between|among", Relation.Between),
        ("wearing|dressed in", Relation.Wearing),
        ("holding|holds|carrying|carries|eating|eats|reading|drinking|drinks|playing|playing with|plays|wielding|waving|using", Relation.Holding),
        ("riding|rides|riding on", Relation.Riding),
    ];

    public static readonly (string Words, Spot Spot)[] Spots =
    [
        ("in the centre|in the center|in the middle|centered|centred", Spot.Centre),
        ("on the left|to the left|at left|on the left side|at the left", Spot.Left),
        ("on the right|to the right|at right|on the right side|at the right", Spot.Right),
        ("at the top|in the sky|up high|in the air|in mid air", Spot.Top),
        ("at the bottom|on the ground|on the floor", Spot.Bottom),
    ];

    public static readonly (string Words, Pose Pose)[] Poses =
    [
        ("sleeping|asleep|sleeps|napping|snoozing", Pose.Sleeping),
        ("flying|flies|soaring", Pose.Flying),
        ("running|runs|jumping|jumps|leaping|galloping|racing", Pose.Running),
    ];

    public static string Name(Pose pose) => pose switch { Pose.Sleeping => "sleeping", Pose.Flying => "flying", _ => "running" };

    /// <summary>After one of these, what stands in quotation marks is written in the picture.</summary>
    public const string Sayings = "saying|says|reading|reads|text|words|word|title|titled|labeled|labelled|written|caption|slogan|lettering|message|called|named";

    public const string Articles = "a|an|the|this|that|these|those|my|your|his|her|its|their|our|another";

    public const string Ands = "and|as well as|plus|together with|along with";

    public const string Withs = "with|featuring|having|has";

    public const string Withouts = "without|no|except";

    public const string Verbs = "is|are|was|were|being|be|colored|coloured|painted";

    public const string Backdrops = "background|backdrop|wall|surface|canvas";

    public const string Fillers =
        "please|draw|paint|create|make|generate|render|show|give|me|i|want|would|like|need|can|could|you|we|it|to|for|from|as|so|very|really|just|"
        + "picture|image|photo|photograph|photography|drawing|painting|illustration|art|artwork|rendering|depiction|scene|view|shot|style|styled|"
        + "color|colour|colors|colours|digital|add|put|place|replace|change|turn|edit|remove|keep|there|here|which|who|where|while|some kind|kind|"
        + "beautiful|pretty|cute|lovely|nice|gorgeous|elegant|simple|minimal|minimalist|minimalistic|modern|classic|old|new|young|vintage|happy|sad|"
        + "adorable|friendly|funny|cool|fancy|delicious|tasty|fresh|ripe|juicy|shiny|glossy|matte|smooth|rough|detailed|highly|high|quality|"
        + "realistic|photorealistic|hyperrealistic|4k|8k|hd|uhd|best|masterpiece|professional|stunning|amazing|perfect|clean|clear|sharp|"
        + "sitting|standing|lying|laying|resting|floating|walking|hanging|looking|smiling|swimming|leaning|"
        + "sits|stands|lies|floats|driving|parked|growing|placed|set|full|empty|lit|lighting|light source|"
        + "or|but|also|then|not|only|up|down|out|off|all|each|every|both|same|different|other|one another|colorful|colourful|bright light|"
        + "soft light|soft lighting|natural light|warm|gentle|quiet|calm|peaceful|dramatic|close|closeup|close up|wide|angle|front|side|isolated|"
        + "object|objects|thing|things|something|subject|set of|piece|piece of|bit|kind of|type|type of|slightly|bit of|in the style of|s|t|"
        + "transparent background|png|jpg|html|text|no text|no people|size|sized|shaped|shape|plain|solid|day|sunny|sunlight|sunshine|daylight|hello|hi|thanks|thank|"
        + "saying|says|reads|words|word|title|titled|labeled|labelled|written|caption|slogan|lettering|lay|erupting|blooming|glowing|thumbnail|youtube|wireless|retro|gaming|luxury|decorated|steaming|motivational|called|named|poster of|flyer of|banner of|thumbnail for";
}
